package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.LayerOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The shape of the steps is that of BuildKit 0.8 (Engine 20.10), which remembers no builds.
class DagWalkTest {

  private static final String CONTEXT = "[internal] load build context";
  private static final String FROM = "[1/3] FROM docker.io/library/debian";

  @Test
  void goesBackToTheBaseImage() {
    assertThat(
            origins(
                step("[3/3] COPY a /", "[2/3] RUN true", CONTEXT),
                step("[2/3] RUN true", FROM),
                step(FROM),
                step(CONTEXT),
                step("exporting to image")))
        .isEqualTo(List.of(FROM, "[2/3] RUN true", "[3/3] COPY a /"));
  }

  @Test
  void goesOnIntoTheStageThatAStageIsBuiltOn() {
    assertThat(
            origins(
                step("[build 1/1] FROM debian"),
                step("[build 2/2] RUN make", "[build 1/1] FROM debian"),
                step(
                    "[final 1/1] COPY --from=other /a /",
                    "[build 2/2] RUN make",
                    "[other 1/1] RUN"),
                step("[other 1/1] RUN", "[build 1/1] FROM debian")))
        .isEqualTo(
            List.of(
                "[build 1/1] FROM debian",
                "[build 2/2] RUN make",
                "[final 1/1] COPY --from=other /a /"));
  }

  @Test
  void stopsAtWhatIsCopiedIntoAnEmptyImage() {
    assertThat(
            origins(
                step("[build 1/1] FROM debian"),
                step("[stage-1 1/2] COPY --from=build /a /", "[build 1/1] FROM debian"),
                step("[stage-1 2/2] COPY b /", "[stage-1 1/2] COPY --from=build /a /", CONTEXT),
                step(CONTEXT)))
        .isEqualTo(List.of("[stage-1 1/2] COPY --from=build /a /", "[stage-1 2/2] COPY b /"));
  }

  @Test
  void stopsAtTheContext() {
    assertThat(origins(step("[1/1] COPY a /", CONTEXT), step(CONTEXT)))
        .isEqualTo(List.of("[1/1] COPY a /"));
  }

  @Test
  void knowsTimesAndWhatWasCached() {
    List<LayerOrigin> origins = DagWalk.origins(Recordings.progress("success").steps());

    assertThat(origins)
        .extracting(LayerOrigin::step)
        .containsExactly("[final 1/1] COPY --from=build /a.txt /");
    assertThat(origins.getFirst().duration()).isPresent();
    assertThat(DagWalk.origins(Recordings.progress("cached").steps()))
        .extracting(LayerOrigin::cached)
        .containsExactly(true);
    assertThat(DagWalk.origins(List.of())).isEmpty();
  }

  private static List<String> origins(BuildEvent... events) {
    return DagWalk.origins(BuildProgress.of(List.of(events)).steps()).stream()
        .map(LayerOrigin::step)
        .toList();
  }

  private static BuildEvent step(String name, String... inputs) {
    return new BuildEvent.StepUpdated(
        new StepId(name),
        name,
        Stream.of(inputs).map(StepId::new).toList(),
        false,
        Optional.of(Instant.EPOCH),
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        Optional.empty());
  }
}
