package dev.gantry.domain.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerInstructionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          RUN /bin/sh -c make # buildkit                    > RUN make
          RUN |1 VERSION=3 /bin/sh -c make # buildkit       > RUN make
          /bin/sh -c apt-get update                         > RUN apt-get update
          /bin/sh -c #(nop)  CMD ["bash"]                   > CMD ["bash"]
          COPY /out /app # buildkit                         > COPY /out /app
          WORKDIR /app                                      > WORKDIR /app
          """)
  void isThatOfTheHistoryWithoutWhatBuildersWrapAroundIt(String history, String instruction) {
    assertThat(layer(history, Optional.empty()).instruction()).isEqualTo(instruction);
  }

  @Test
  void isThatOfTheStepWhereItIsKnown() {
    assertThat(
            layer(
                    "COPY /out/ / # buildkit",
                    Optional.of("[prod  2/11] COPY --link     --from=runtime /out/ /"))
                .instruction())
        .isEqualTo("COPY --link --from=runtime /out/ /");
  }

  @Test
  void isThatOfTheHistoryInABaseImageWhoseLayersShareAStep() {
    Layer layer =
        layer("RUN /bin/sh -c make", Optional.of("[1/3] FROM docker.io/library/debian:trixie"));

    assertThat(layer.instruction()).isEqualTo("RUN make");
    assertThat(layer.origin().orElseThrow().baseImage())
        .hasValue("FROM docker.io/library/debian:trixie");
  }

  private static Layer layer(String command, Optional<String> step) {
    return new Layer(
        0,
        new Digest("sha256:" + "a".repeat(64)),
        1,
        command,
        Instant.EPOCH,
        step.map(
            it ->
                new LayerOrigin(it, Optional.empty(), Optional.empty(), Optional.empty(), false)));
  }
}
