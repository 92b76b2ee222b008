package dev.gantry.ui.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRowTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Creating,             WORKING
          Starting,             WORKING
          Waiting,              WORKING
          Running,              DONE
          Created,              DONE
          Healthy,              DONE
          Removed,              DONE
          Error,                FAILED
          Error while Starting, FAILED
          Unhealthy,            FAILED
          """)
  void readsTheWordsOfTheComposeTool(String state, ResourceRow.Progress progress) {
    ResourceRow row = new ResourceRow("container", "llm", state, Instant.EPOCH, Instant.EPOCH);

    assertThat(row.progress()).isEqualTo(progress);
  }
}
