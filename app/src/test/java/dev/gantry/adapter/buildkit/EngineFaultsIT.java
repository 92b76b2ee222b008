package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.privateengine.EngineOfClass;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.problem.Problem;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of builds when the engine is killed, shut down, frozen or cannot be reached any
/// more, at random moments: each ends soon and says why, nothing stays open, and the next build
/// finds the engine again.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EngineFaultsIT {

  private static final long SEED = 20_261_123;
  private static final int BUILDS = 5;

  /// A build tells at least so many events before it is over.
  private static final int EVENTS = 60;

  /// A dead connection is known at once; the rest is time for a slow machine.
  private static final long SOON_SECONDS = 5;

  /// A frozen engine is taken for dead after 15 seconds without a sign of life; one that is only
  /// busy must not be.
  private static final long UNTIL_SILENCE_IS_DEATH_SECONDS = 15 + SOON_SECONDS;

  @RegisterExtension static final EngineOfClass ENGINE = new EngineOfClass(Release.NEWEST);

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final BuildKit buildKit =
      new BuildKit(() -> ENGINE.get().address(), _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void disconnect() {
    buildKit.close();
  }

  @Test
  void endsBuildsWhenTheEngineIsKilledAndLeavesNothingOpen() throws Exception {
    endBuildsBy("KILL");
    long filesBefore = openFiles();
    int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();

    endBuildsBy("KILL");

    // one file and a few pooled threads may be there by chance; each build has several of its own
    assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 3);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .isLessThanOrEqualTo(threadsBefore + 8);
  }

  @Test
  void endsBuildsWhenTheEngineShutsDown() throws Exception {
    endBuildsBy("TERM");
  }

  @Test
  void endsBuildsWhenTheEngineIsFrozen() throws Exception {
    List<FutureTask<BuildOutcome>> builds = startBuilds();
    builds.addAll(startBuilds());
    CountDownLatch silence = new CountDownLatch(1);
    buildKit
        .runner()
        .start(
            lasting(Files.createTempDirectory(directory, "build")),
            event -> {
              if (event.equals(new BuildEvent.EngineAnswers(false))) {
                silence.countDown();
              }
            });

    ENGINE.get().signal("STOP");

    try {
      assertThat(silence.await(SOON_SECONDS + 1, TimeUnit.SECONDS)).isTrue();
      for (FutureTask<BuildOutcome> build : builds) {
        assertLost(build.get(UNTIL_SILENCE_IS_DEATH_SECONDS, TimeUnit.SECONDS));
      }
      assertRefused();
    } finally {
      ENGINE.get().signal("CONT");
    }
    assertBuilds();
  }

  @Test
  void goesOnWithoutTheSocketAsLongAsThereIsAConnection() throws Exception {
    List<FutureTask<BuildOutcome>> builds = startBuilds();
    builds.addAll(startBuilds());
    Path hidden = ENGINE.get().socket().resolveSibling("hidden.sock");

    Files.move(ENGINE.get().socket(), hidden);

    try (BuildKit stranger =
        new BuildKit(() -> ENGINE.get().address(), _ -> Optional.empty(), new EngineDialer())) {
      assertThat(RecordedBuild.run(stranger.runner(), small()).problem())
          .isEqualTo(
              new Problem.EngineNotRunning(
                  ENGINE.get().address().host(), "No such file or directory"));
      for (FutureTask<BuildOutcome> build : builds) {
        assertThat(build.get(2, TimeUnit.MINUTES)).isInstanceOf(BuildOutcome.Succeeded.class);
      }
    } finally {
      Files.move(hidden, ENGINE.get().socket());
    }
    assertBuilds();
  }

  private void endBuildsBy(String signal) throws Exception {
    List<FutureTask<BuildOutcome>> builds = startBuilds();

    ENGINE.get().signal(signal);

    for (FutureTask<BuildOutcome> build : builds) {
      assertLost(build.get(SOON_SECONDS, TimeUnit.SECONDS));
    }
    assertRefused();
    ENGINE.get().restart();
    assertBuilds();
  }

  /// Starts builds one after the other, each when the one before has come to a random moment of its
  /// life; so all of them are at different moments when this returns.
  private List<FutureTask<BuildOutcome>> startBuilds() throws Exception {
    List<FutureTask<BuildOutcome>> builds = new ArrayList<>();
    for (int i = 0; i < BUILDS; i++) {
      CountDownLatch moment = new CountDownLatch(1);
      AtomicInteger left = new AtomicInteger(random.nextInt(EVENTS));
      BuildRequest request = lasting(Files.createTempDirectory(directory, "build"));
      FutureTask<BuildOutcome> build =
          new FutureTask<>(
              () -> {
                BuildRunner.RunningBuild running =
                    buildKit
                        .runner()
                        .start(
                            request,
                            _ -> {
                              if (left.decrementAndGet() <= 0) {
                                moment.countDown();
                              }
                            });
                return running.await();
              });
      Thread.ofVirtual().start(build);
      builds.add(build);
      assertThat(moment.await(1, TimeUnit.MINUTES)).isTrue();
    }
    return builds;
  }

  /// The build may have been over by then, but else it knows that the engine is gone.
  private static void assertLost(BuildOutcome outcome) {
    if (!(outcome instanceof BuildOutcome.Succeeded)) {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              BuildOutcome.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .isInstanceOfAny(
                          Problem.EngineWentAway.class, Problem.EngineNotRunning.class));
    }
  }

  private void assertRefused() throws Exception {
    assertThat(RecordedBuild.run(buildKit.runner(), small()).problem())
        .isInstanceOfAny(Problem.EngineNotRunning.class, Problem.EngineWentAway.class);
  }

  private void assertBuilds() throws Exception {
    RecordedBuild.run(buildKit.runner(), small()).succeeded();
  }

  private BuildRequest small() {
    return new BuildDirectory(directory).dockerfile("FROM scratch\nCOPY Dockerfile /\n").request();
  }

  private static BuildRequest lasting(Path directory) {
    return new BuildDirectory(directory)
        .file("large", "x".repeat(3_000_000))
        .dockerfile(
            """
            FROM debian:trixie-slim
            COPY . /x
            RUN for i in $(seq 40); do echo $i; sleep 0.05; done
            RUN for i in $(seq 40); do echo $i; sleep 0.05; done
            """)
        .noCache()
        .request();
  }

  private static long openFiles() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
