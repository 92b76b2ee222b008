package dev.gantry.llm.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Writes each event as one line of JSON.
///
/// ```json
/// {"time":"2026-11-22T20:41:39.120Z","level":"INFO","event":"server.listening","port":50052}
/// ```
public final class JsonEventLog implements EventLog {
  private final OutputStream out;
  private final InstantSource clock;
  private final Level least;

  public JsonEventLog(OutputStream out, InstantSource clock, Level least) {
    this.out = out;
    this.clock = clock;
    this.least = least;
  }

  @Override
  public void write(Level level, String event, Field... fields) {
    if (level.compareTo(least) < 0) {
      return;
    }
    JsonObject line =
        new JsonObject()
            .add("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
            .add("level", level.name())
            .add("event", event);
    for (Field field : fields) {
      switch (field.value()) {
        case Number number -> line.add(field.name(), number);
        case Boolean bool -> line.add(field.name(), bool);
        case Throwable thrown -> line.add(field.name(), stackTrace(thrown));
        default -> line.add(field.name(), field.value().toString());
      }
    }
    print(line.toString() + "\n");
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /// In one write, so that lines of different threads and processes do not mix. Where nobody takes
  /// the log any more, serving goes on without.
  private synchronized void print(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      // nowhere to tell it
    }
  }
}
