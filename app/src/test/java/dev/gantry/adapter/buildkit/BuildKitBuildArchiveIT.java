package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildArchiveContract;
import dev.gantry.domain.build.BuildCache;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.domain.log.LogLine;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The archive and the cache of a real engine, with builds that another client of it has started.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitBuildArchiveIT extends BuildArchiveContract {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;

  private final String nonce = UUID.randomUUID().toString();
  private final String image = "archive-it:" + nonce;
  private final BuildKit other = buildKit();
  private final BuildKit buildKit = buildKit();

  private static BuildKit buildKit() {
    return new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());
  }

  @BeforeEach
  void needsAnEngineThatRemembersBuilds() {
    try {
      archive().list();
    } catch (GantryException failure) {
      Assumptions.assumeFalse(failure.problem() instanceof Problem.HistoryUnsupported);
      throw failure;
    }
  }

  @AfterEach
  void close() throws Exception {
    other.close();
    buildKit.close();
    EngineHttp.removeImage(image);
  }

  @Override
  protected BuildArchive archive() {
    return buildKit.archive();
  }

  @Override
  protected String image() {
    return image;
  }

  @Override
  protected ArchivedBuild finished() throws Exception {
    RecordedBuild.run(other.runner(), running("echo " + nonce).request()).succeeded();
    return archived(image);
  }

  @Test
  void remembersWhatABuildWroteAndWhichStepsMadeItsLayers() throws Exception {
    ArchivedBuild build = finished();

    BuildProgress progress = archive().replay(build.ref());

    assertThat(progress.steps())
        .filteredOn(step -> step.name().contains("RUN echo"))
        .flatExtracting(step -> progress.log(step.id()).lines().lines())
        .extracting(LogLine::text)
        .isEqualTo(List.of(nonce));
    assertThat(archive().origins(build.ref())).hasSize(2);
  }

  @Test
  void followsABuildWhileItRunsAndTellsThatItWasStopped() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    RunningBuild running =
        other.runner().start(running("echo begun; sleep 100").request(), whenOutput(begun));
    await(begun);

    ArchivedBuild build = archived(image);
    RunningBuild followed = archive().follow(build, whenOutput(seen));
    await(seen);
    running.cancel();

    assertThat(build.running()).isTrue();
    assertThat(followed.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    assertThat(running.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    assertThat(archived(image).ending()).isEqualTo(new ArchivedBuild.Ending.Cancelled());
  }

  @Test
  void looksAwayWithoutStoppingTheBuild() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RunningBuild running =
        other.runner().start(running("echo begun; sleep 3").request(), whenOutput(begun));
    await(begun);

    RunningBuild followed = archive().follow(archived(image), _ -> {});
    followed.cancel();

    assertThat(followed.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    assertThat(running.await()).isInstanceOf(BuildOutcome.Succeeded.class);
  }

  @Test
  void tellsWhyABuildOfAnotherClientFailed() throws Exception {
    RecordedBuild.run(other.runner(), running("echo oops; exit 7").request());

    ArchivedBuild build = archived(image);
    BuildOutcome outcome = archive().follow(build, _ -> {}).await();

    assertThat(build.ending()).isInstanceOf(ArchivedBuild.Ending.Failed.class);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        Problem.StepFailed.class,
                        step -> {
                          assertThat(step.exitCode()).hasValue(7);
                          assertThat(step.line()).hasValue(2);
                          assertThat(step.logTail()).isEqualTo(List.of("oops"));
                        }));
  }

  @Test
  void removesOneRecordOfTheCache() throws Exception {
    RecordedBuild.run(other.runner(), running("echo " + nonce).request()).succeeded();
    EngineHttp.removeImage(image);
    BuildCache cache = buildKit.cache();
    List<CacheRecord> own = own(cache);

    List<CacheRecord> removed = cache.remove(own);

    assertThat(own).isNotEmpty().noneMatch(CacheRecord::inUse);
    assertThat(removed)
        .extracting(CacheRecord::id)
        .containsExactlyInAnyOrderElementsOf(own.stream().map(CacheRecord::id).toList());
    assertThat(own(cache)).isEmpty();
    assertThat(cache.remove(List.of())).isEmpty();
  }

  private List<CacheRecord> own(BuildCache cache) {
    return cache.records().stream().filter(it -> it.description().contains(nonce)).toList();
  }

  private BuildDirectory running(String command) {
    return new BuildDirectory(directory)
        .dockerfile("FROM debian:trixie-slim\nRUN " + command + " # " + nonce + "\n")
        .tags(image);
  }

  /// The newest build of an image.
  private ArchivedBuild archived(String name) {
    return archive().list().stream()
        .filter(build -> build.tags().contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static Consumer<BuildEvent> whenOutput(CountDownLatch latch) {
    return event -> {
      if (event instanceof BuildEvent.Output) {
        latch.countDown();
      }
    };
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
