package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.docker.HistoryEntry.Likelihood;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryEntryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          RUN /bin/sh -c id # buildkit ; CHANGES_FILES
          RUN |1 N=x /bin/sh -c id # buildkit ; CHANGES_FILES
          COPY /empty /empty # buildkit ; CHANGES_FILES
          ADD file:e69de29 in / ; CHANGES_FILES
          WORKDIR /app ; MAKES_DIRECTORY
          ENV PATH=/app/bin ; CHANGES_CONFIGURATION
          CMD ["bash"] ; CHANGES_CONFIGURATION
          ENTRYPOINT ["/app/bin/start"] ; CHANGES_CONFIGURATION
          EXPOSE map[50052/tcp:{}] ; CHANGES_CONFIGURATION
          HEALTHCHECK &{["CMD" "true"] "5s" "0s" "0s" "0s" 0} ; CHANGES_CONFIGURATION
          /bin/sh -c #(nop)  CMD ["bash"] ; CHANGES_CONFIGURATION
          /bin/sh -c #(nop) COPY file:e69de29 in / ; CHANGES_FILES
          /bin/sh -c #(nop) WORKDIR /app ; MAKES_DIRECTORY
          /bin/sh -c apt-get update ; CHANGES_FILES
          # debian.sh --arch 'amd64' out/ 'trixie' ; UNKNOWN
          bazel build ... ; UNKNOWN
          Imported from - ; UNKNOWN
          """)
  void readsFromTheInstructionWhetherThereIsALayer(String command, Likelihood expected) {
    assertThat(new HistoryEntry(command, 0, Instant.EPOCH).likelihood()).isEqualTo(expected);
  }

  @Test
  void readsFromTheSizeThatThereIsALayer() {
    assertThat(new HistoryEntry("ENV A=b", 1, Instant.EPOCH).likelihood())
        .isEqualTo(Likelihood.HAS_CONTENT);
  }
}
