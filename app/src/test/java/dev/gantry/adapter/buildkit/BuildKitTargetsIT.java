package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.NamedContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Several targets at once.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitTargetsIT {

  private static final String IMAGE = "buildkit-targets:";

  @TempDir Path directory;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    EngineHttp.removeImage(IMAGE + "a");
    EngineHttp.removeImage(IMAGE + "b");
  }

  @Test
  void runsAStageThatTwoTargetsShareOnce() throws Exception {
    String nonce = UUID.randomUUID().toString();
    BuildDirectory context =
        new BuildDirectory(directory)
            .file("big", nonce.repeat(1_000_000 / nonce.length()))
            .dockerfile(
                """
                FROM debian:trixie-slim AS base
                ARG NONCE
                COPY big /
                RUN echo $NONCE; cat /proc/sys/kernel/random/uuid > /id; sleep 1
                FROM base AS a
                RUN echo target a; cat /id
                FROM base AS b
                RUN echo target b; cat /id
                """)
            .arg("NONCE", nonce);
    BuildRequest a = context.stage("a").tags(IMAGE + "a").request();
    BuildRequest b = context.stage("b").tags(IMAGE + "b").request();

    List<RecordedBuild> builds = runAll(List.of(a, b));

    List<String> ofA = builds.getFirst().log("RUN echo target a");
    List<String> ofB = builds.getLast().log("RUN echo target b");
    String id = ofA.getLast();
    assertThat(ofA).isEqualTo(List.of("target a", id));
    assertThat(ofB).isEqualTo(List.of("target b", id));
    assertThat(transferredBytes(builds)).isLessThan(1_500_000);
    // each build is told its own steps only
    assertThat(builds.getFirst().log("RUN echo target b")).isEmpty();
  }

  @Test
  void doesNotStopTheOthersWhenOneFails() throws Exception {
    BuildDirectory context =
        new BuildDirectory(directory)
            .dockerfile(
                """
                FROM debian:trixie-slim AS a
                RUN exit 3
                FROM debian:trixie-slim AS b
                RUN sleep 1; echo done
                """)
            .noCache();

    List<RecordedBuild> builds =
        runAll(
            List.of(
                context.stage("a").tags(IMAGE + "a").request(),
                context.stage("b").tags(IMAGE + "b").request()));

    assertThat(builds.getFirst().outcome()).isInstanceOf(BuildOutcome.Failed.class);
    assertThat(builds.getLast().log("RUN sleep")).isEqualTo(List.of("done"));
  }

  @Test
  void waitsForTheTargetWhoseImageItUses() throws Exception {
    BuildTarget a =
        new BuildDirectory(directory)
            .file(
                "a.Dockerfile",
                "FROM debian:trixie-slim\nRUN cat /proc/sys/kernel/random/uuid > /id; cat /id\n")
            .dockerfileAt(directory.resolve("a.Dockerfile"))
            .tags(IMAGE + "a")
            .target();
    BuildTarget alone =
        new BuildDirectory(directory)
            .dockerfile("FROM parent\nRUN echo b; cat /id\n")
            .also(it -> it.context("parent", new NamedContext.Service("a")))
            .tags(IMAGE + "b")
            .target();
    BuildTarget b =
        new BuildTarget("b", alone.mode(), "b", alone.image(), alone.definition(), Map.of("a", a));

    // without the cache a second build of the first target would make another file
    List<RecordedBuild> builds =
        runAll(List.of(BuildRequest.of(b, true, true), BuildRequest.of(a, true, false)));

    assertThat(builds.getFirst().log("RUN echo b").getLast())
        .isEqualTo(builds.getLast().log("RUN cat").getLast());
  }

  private List<RecordedBuild> runAll(List<BuildRequest> requests) throws InterruptedException {
    Map<BuildRequest, List<BuildEvent>> events = new ConcurrentHashMap<>();
    List<RunningBuild> running =
        buildKit
            .runner()
            .startAll(
                requests,
                request -> events.computeIfAbsent(request, _ -> new CopyOnWriteArrayList<>())::add);
    List<RecordedBuild> builds = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      BuildOutcome outcome = running.get(i).await();
      List<BuildEvent> told = events.getOrDefault(requests.get(i), List.of());
      builds.add(new RecordedBuild(outcome, BuildProgress.of(told)));
    }
    return builds;
  }

  /// What the steps that load the context have moved; a step that two builds share counts once.
  private static long transferredBytes(List<RecordedBuild> builds) {
    Map<String, Long> bytes = new HashMap<>();
    builds.stream()
        .flatMap(build -> build.progress().steps().stream())
        .filter(step -> step.name().contains("load build context"))
        .forEach(
            step ->
                step.transfers()
                    .forEach(it -> bytes.merge(step.id().value(), it.current(), Math::max)));
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
