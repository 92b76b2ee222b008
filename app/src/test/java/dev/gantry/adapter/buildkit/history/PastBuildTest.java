package dev.gantry.adapter.buildkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.buildkit.Recordings;
import dev.gantry.adapter.buildkit.history.PastBuild.BuiltLayer;
import dev.gantry.adapter.buildkit.history.Provenance.Operation;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastBuildTest {

  private static final String FIRST =
      "sha256:fd7c873b4c8d712b3b4c1abca53a2e95757b31cbfb87beb97ecd1ba8a8c2fe60";
  private static final String SECOND =
      "sha256:76f7c8db764b64599ddcbfc4028a0cdce8715db9ed6a285fa089dab3bd336318";

  @Test
  void findsTheStepOfEachLayer() throws Exception {
    PastBuild build = recorded("layers-fresh");

    assertThat(build.layers())
        .isEqualTo(
            List.of(
                new BuiltLayer(
                    List.of(FIRST),
                    false,
                    new LayerOrigin(
                        "[stage-2 1/2] COPY --from=mid /out /",
                        Optional.of("Dockerfile"),
                        Optional.of(new LineRange(12, 12)),
                        Optional.of(Duration.parse("PT0.068155697S")),
                        false)),
                new BuiltLayer(
                    List.of(FIRST, SECOND),
                    false,
                    new LayerOrigin(
                        "[stage-2 2/2] COPY --link hello.txt /x",
                        Optional.of("Dockerfile"),
                        Optional.of(new LineRange(14, 14)),
                        Optional.of(Duration.parse("PT0.037144073S")),
                        false))));
  }

  @Test
  void knowsThatALayerCameFromTheCacheAndNotHowLongItOnceTook() throws Exception {
    List<BuiltLayer> layers = recorded("layers-cached").layers();

    assertThat(layers).extracting(layer -> layer.origin().cached()).containsOnly(true);
    assertThat(layers).extracting(BuiltLayer::lacksDuration).containsOnly(true);
  }

  @Test
  void tellsALaterBuildHowLongALayerTook() throws Exception {
    Digest layer = recorded("layers-cached").layers().getLast().id();

    assertThat(recorded("layers-fresh").times())
        .containsEntry(layer, Duration.parse("PT0.037144073S"));
    assertThat(recorded("layers-cached").times()).isEmpty();
  }

  @Test
  void countsTheTimeOfABaseImageOnceAndKeepsEqualLayersApart() {
    Operation from = source("from", "base 1", "base 2");
    Operation run = operation("run", "from", "base 1", "base 2", "empty");
    Operation again = operation("again", "run", "base 1", "base 2", "empty", "empty");
    Operation elsewhere = operation("other stage", "other base", "base 1", "other");
    PastBuild build =
        new PastBuild(
            new Provenance(Optional.of(again), List.of(again, elsewhere, run, from)),
            steps("from", "run", "again", "other stage"));

    List<LayerOrigin> origins = build.layers().stream().map(BuiltLayer::origin).toList();

    assertThat(origins)
        .extracting(LayerOrigin::step)
        .containsExactly("from", "from", "run", "again");
    assertThat(origins)
        .extracting(LayerOrigin::duration)
        .containsExactly(Optional.empty(), seconds(1), seconds(2), seconds(3));
    assertThat(build.layers())
        .extracting(BuiltLayer::isBase)
        .containsExactly(true, true, false, false);
  }

  @Test
  void leavesTheLayersBelowAStepToTheBaseImageOfWhichTheEngineTellsNone() {
    Operation from = source("from");
    Operation run = operation("run", "from", "base 1", "base 2", "made");
    PastBuild build =
        new PastBuild(new Provenance(Optional.of(run), List.of(run, from)), steps("from", "run"));

    assertThat(build.layers())
        .extracting(layer -> layer.origin().step())
        .containsExactly("from", "from", "run");
    assertThat(build.layers()).extracting(BuiltLayer::isBase).containsExactly(true, true, false);
  }

  @Test
  void hasNoLayersWhereNothingWasExported() throws Exception {
    PastBuild empty =
        new PastBuild(Provenance.parse("{}".getBytes(StandardCharsets.UTF_8)), List.of());

    assertThat(empty.layers()).isEmpty();
  }

  private static PastBuild recorded(String name) throws IOException {
    return new PastBuild(
        Provenance.parse(Recordings.bytes(name + ".json")), Recordings.progress(name).steps());
  }

  private static Operation source(String name, String... layers) {
    return operation(name, Optional.empty(), layers);
  }

  private static Operation operation(String name, String base, String... layers) {
    return operation(name, Optional.of(new StepId(base)), layers);
  }

  private static Operation operation(String name, Optional<StepId> base, String... layers) {
    return new Operation(
        new StepId(name),
        List.of(layers),
        base.isEmpty(),
        base,
        Optional.empty(),
        Optional.empty());
  }

  /// Steps of which the n-th took n seconds.
  private static List<Step> steps(String... names) {
    List<BuildEvent> events = new ArrayList<>();
    for (String name : names) {
      events.add(
          new BuildEvent.StepUpdated(
              new StepId(name),
              name,
              List.of(),
              false,
              Optional.of(Instant.EPOCH),
              Optional.of(Instant.ofEpochSecond(events.size() + 1)),
              Optional.empty(),
              Optional.empty()));
    }
    return BuildProgress.of(events).steps();
  }

  private static Optional<Duration> seconds(int count) {
    return Optional.of(Duration.ofSeconds(count));
  }
}
