package dev.gantry.llm.llama;

import static dev.gantry.llm.log.EventLog.field;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;

/// Receives what the library logs, joins the pieces to lines, and keeps the last errors: they are
/// the reason when a model cannot be loaded. An exception must never leave a callback, it would end
/// the process.
final class NativeLog {
  private static final int CONTINUATION = 5;
  private static final int KEPT_ERRORS = 4;

  private final EventLog log;
  private final Deque<String> errors = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private int lineLevel;

  NativeLog(EventLog log) {
    this.log = log;
  }

  /// The last errors since the last call, oldest first.
  synchronized String takeErrors() {
    String text = String.join("; ", errors);
    errors.clear();
    return text;
  }

  /// As `ggml_log_callback`.
  MemorySegment logCallback() {
    return callback("onLog", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), int.class, 2);
  }

  /// As `ggml_abort_callback_t`, called with the text of an assertion before the process dies.
  MemorySegment assertionCallback() {
    return callback("onAssertion", FunctionDescriptor.ofVoid(ADDRESS), MemorySegment.class, 0);
  }

  private MemorySegment callback(
      String method, FunctionDescriptor descriptor, Class<?> first, int more) {
    try {
      MethodType type = MethodType.methodType(void.class, first);
      for (int i = 0; i < more; i++) {
        type = type.appendParameterTypes(MemorySegment.class);
      }
      MethodHandle target =
          MethodHandles.lookup().findVirtual(NativeLog.class, method, type).bindTo(this);
      return NativeLibraries.callback(target, descriptor, Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  void onLog(int level, MemorySegment text, MemorySegment userData) {
    try {
      append(level, NativeLibraries.string(text));
    } catch (RuntimeException _) {
      // a lost line of log is better than a dead process
    }
  }

  void onAssertion(MemorySegment text) {
    try {
      log.write(
          Level.ERROR,
          "llama.assertion",
          field("message", NativeLibraries.string(text)),
          field("consequence", "the process ends now"));
    } catch (RuntimeException _) {
      // the process ends anyway
    }
  }

  synchronized void append(int level, String text) {
    if (level != CONTINUATION) {
      lineLevel = level;
    }
    line.append(text);
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      writeLine(line.substring(0, end).strip());
      line.delete(0, end + 1);
    }
  }

  /// Progress dots and blank lines are no events.
  private void writeLine(String text) {
    if (text.isEmpty() || text.chars().allMatch(c -> c == '.')) {
      return;
    }
    Level level = level(lineLevel);
    if (level == Level.ERROR) {
      errors.addLast(text);
      if (errors.size() > KEPT_ERRORS) {
        errors.removeFirst();
      }
    }
    log.write(level, "llama.log", field("message", text));
  }

  /// What the library calls info is detail to us.
  private static Level level(int number) {
    return switch (number) {
      case 4 -> Level.ERROR;
      case 3 -> Level.WARN;
      default -> Level.DEBUG;
    };
  }
}
