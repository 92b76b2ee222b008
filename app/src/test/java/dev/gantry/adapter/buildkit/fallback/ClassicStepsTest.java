package dev.gantry.adapter.buildkit.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassicStepsTest {

  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private final AtomicLong seconds = new AtomicLong();

  /// Each look at this clock finds it a second later.
  private final ClassicSteps steps =
      new ClassicSteps(() -> START.plusSeconds(seconds.getAndIncrement()));

  static Stream<Arguments> builders() {
    return Stream.of(
        Arguments.of(
            "Docker",
            """
            Step 1/3 : FROM debian
             ---> 8d1f0a2c5e6b
            Step 2/3 : RUN echo kept
             ---> Using cache
             ---> 1d1f0a2c5e6b
            Step 3/3 : RUN echo hello
             ---> Running in 0c1f0a2c5e6b
            hello
             ---> Removed intermediate container 0c1f0a2c5e6b
             ---> 2d1f0a2c5e6b
            Successfully built 2d1f0a2c5e6b
            Successfully tagged web:latest
            """),
        Arguments.of(
            "Podman",
            """
            STEP 1/3: FROM debian
            STEP 2/3: RUN echo kept
            --> Using cache 1d1f0a2c5e6b
            --> 1d1f0a2c5e6b
            STEP 3/3: RUN echo hello
            hello
            COMMIT web:latest
            --> 2d1f0a2c5e6b
            Successfully tagged localhost/web:latest
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("builders")
  void readsWhatBuildersWrite(String builder, String text) {
    BuildProgress progress = read(text, Optional.empty());

    assertThat(progress.steps())
        .extracting(Step::name)
        .isEqualTo(List.of("[1/3] FROM debian", "[2/3] RUN echo kept", "[3/3] RUN echo hello"));
    assertThat(progress.steps().get(0).state()).isInstanceOf(StepState.Done.class);
    assertThat(progress.steps().get(1).state()).isEqualTo(new StepState.Cached());
    assertThat(progress.steps().get(2).state())
        .isInstanceOfSatisfying(
            StepState.Done.class, done -> assertThat(done.took()).isGreaterThan(Duration.ZERO));
    assertThat(progress.steps().get(2).inputs()).isEqualTo(List.of(progress.steps().get(1).id()));
    assertThat(progress.log(progress.steps().get(2).id()).lines().lines())
        .extracting(LogLine::text)
        .isEqualTo(List.of("hello"));
  }

  @Test
  void blamesTheStepThatWorked() {
    BuildProgress progress =
        read("Step 1/2 : FROM debian\nStep 2/2 : RUN false\noops", Optional.of("code 1"));

    assertThat(progress.failure().map(Step::name)).hasValue("[2/2] RUN false");
    assertThat(progress.log(progress.steps().getLast().id()).tail(1))
        .extracting(LogLine::text)
        .isEqualTo(List.of("oops"));
  }

  private BuildProgress read(String text, Optional<String> error) {
    List<BuildEvent> events = new ArrayList<>();
    // pieces do not end with lines
    for (int i = 0; i < text.length(); i += 7) {
      events.addAll(steps.read(text.substring(i, Math.min(text.length(), i + 7))));
    }
    events.addAll(steps.end(error));
    return BuildProgress.of(events);
  }
}
