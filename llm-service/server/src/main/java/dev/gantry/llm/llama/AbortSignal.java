package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;

/// Lets Java stop a running decode: the library asks once for every node of its graph, on the
/// thread that called decode.
final class AbortSignal {
  private final MemorySegment callback;
  private BooleanSupplier listener = () -> false;

  AbortSignal(Arena arena) {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findVirtual(
                  AbortSignal.class,
                  "aborted",
                  MethodType.methodType(boolean.class, MemorySegment.class))
              .bindTo(this);
      callback =
          NativeLibraries.callback(target, FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS), arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /// As `ggml_abort_callback`.
  MemorySegment callback() {
    return callback;
  }

  void listenTo(BooleanSupplier abort) {
    listener = abort;
  }

  /// Called by the library. An exception that left it would end the process.
  boolean aborted(MemorySegment userData) {
    try {
      return listener.getAsBoolean();
    } catch (RuntimeException _) {
      return true;
    }
  }
}
