package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.log.EventLog.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLogTest {
  private static final int INFO = 2;
  private static final int WARN = 3;
  private static final int ERROR = 4;
  private static final int CONTINUATION = 5;

  private final List<String> lines = new ArrayList<>();
  private final NativeLog log =
      new NativeLog((level, _, fields) -> lines.add(level + " " + fields[0].value()));

  @Test
  void joinsPiecesToLines() {
    log.append(WARN, "one ");
    log.append(CONTINUATION, "line\nnext");
    log.append(CONTINUATION, " line\n");
    log.append(INFO, "....");
    log.append(INFO, "\n\n");
    log.append(INFO, "detail\n");

    assertThat(lines)
        .isEqualTo(List.of(Level.WARN + " one line", Level.WARN + " next line", "DEBUG detail"));
  }

  @Test
  void keepsTheLastErrors() {
    for (int i = 1; i <= 6; i++) {
      log.append(ERROR, "error " + i + "\n");
    }

    assertThat(log.takeErrors()).isEqualTo("error 3; error 4; error 5; error 6");
    assertThat(log.takeErrors()).isEmpty();
  }
}
