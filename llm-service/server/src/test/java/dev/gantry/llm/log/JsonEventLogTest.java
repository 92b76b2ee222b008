package dev.gantry.llm.log;

import static dev.gantry.llm.log.EventLog.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gantry.llm.log.EventLog.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonEventLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EventLog log = new JsonEventLog(out, CLOCK, Level.INFO);

  @Test
  void writesOneLineForAnEvent() {
    log.write(
        Level.INFO,
        "model.ready",
        field("name", "tiny"),
        field("load_ms", 12L),
        field("ratio", 0.5),
        field("mapped", true));

    assertThat(written())
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05.678Z","level":"INFO","event":"model.ready",\
            "name":"tiny","load_ms":12,"ratio":0.5,"mapped":true}
            """);
  }

  @Test
  void escapesWhatJsonCannotHold() {
    log.write(
        Level.INFO,
        "e",
        field("text", "\"\\\n\r\t\u0001 ü 🙂 \ud83d"),
        field("number", Double.NaN));

    assertThat(written())
        .endsWith(
            """
            "text":"\\"\\\\\\n\\r\\t\\u0001 ü 🙂 \\ud83d","number":"NaN"}
            """);
  }

  @Test
  void leavesOutWhatIsBelowTheLevel() {
    log.write(Level.DEBUG, "detail");

    assertThat(written()).isEmpty();
  }

  @Test
  void writesStackTraces() {
    log.write(Level.ERROR, "e", field("error", new IllegalStateException("oops")));

    assertThat(written())
        .contains("java.lang.IllegalStateException: oops\\n\\tat dev.gantry.llm.log");
  }

  @Test
  void goesOnWhenNobodyTakesTheLog() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };

    assertThatCode(() -> new JsonEventLog(broken, CLOCK, Level.INFO).write(Level.INFO, "e"))
        .doesNotThrowAnyException();
  }

  @Test
  void takesWhatLibrariesLog() {
    LogRecord warning = new LogRecord(java.util.logging.Level.WARNING, "careful: {0}");
    warning.setLoggerName("io.grpc");
    warning.setParameters(new Object[] {"hot"});
    warning.setThrown(new IllegalStateException("oops"));
    LogRecord detail = new LogRecord(java.util.logging.Level.FINE, "detail");
    LoggingBridge bridge = new LoggingBridge(log);
    bridge.publish(warning);
    bridge.publish(detail);

    assertThat(written())
        .startsWith(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\",\"event\":\"library.log\","
                + "\"logger\":\"io.grpc\",\"message\":\"careful: hot\",\"error\":\"java.lang")
        .hasLineCount(1);
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
