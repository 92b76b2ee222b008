package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.FakeBuildRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BuildFollowerTest {
  private static final BuildOutcome CANCELLED = new BuildOutcome.Cancelled(Duration.ofSeconds(1));

  private final FakeBuildRunner builds = new FakeBuildRunner();

  @Test
  void endsWithItsBuildsAndNotAPeriodLater() throws Exception {
    BuildFollower follower =
        new BuildFollower(
            builds,
            InstantSource.fixed(CliHarness.NOW),
            new Cancellation(),
            Duration.ofDays(1),
            false);
    Thread following = Thread.currentThread();
    Thread.ofVirtual()
        .name("end of the builds")
        .start(
            () -> {
              while (builds.builds().size() < 2
                  || following.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              builds.builds().forEach(build -> build.end(CANCELLED));
            });

    List<BuildFollower.Result> results =
        follower.follow(
            List.of(
                BuildRequest.of(CliHarness.target("dev")),
                BuildRequest.of(CliHarness.target("prod"))),
            _ -> new NoDisplay());

    assertThat(results)
        .extracting(BuildFollower.Result::outcome)
        .isEqualTo(List.of(CANCELLED, CANCELLED));
  }

  private record NoDisplay() implements BuildDisplay {
    @Override
    public void begin(BuildTarget target) {}

    @Override
    public void show(BuildProgress progress, Instant now) {}

    @Override
    public void end(BuildProgress progress) {}
  }
}
