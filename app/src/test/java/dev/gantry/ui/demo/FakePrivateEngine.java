package dev.gantry.ui.demo;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A private engine that does nothing but say so.
public final class FakePrivateEngine implements PrivateEngine {
  private static final Path HOME = Path.of("/home/ada/.cache/gantry/engine");

  private final List<String> calls = new ArrayList<>();
  private Status status = new Status.Absent();
  private Optional<Problem> failure = Optional.empty();
  private Runnable onStart = () -> {};
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public static FakePrivateEngine unsupported(Problem.PrivateEngineUnsupported problem) {
    FakePrivateEngine engine = new FakePrivateEngine();
    engine.status = new Status.Unsupported(problem);
    return engine;
  }

  /// From now on the engine is so.
  public void status(Status now) {
    status = now;
  }

  /// Lets `start` fail.
  public void failWith(Problem problem) {
    failure = Optional.of(problem);
  }

  /// Holds `start` in the middle, until [#release].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  /// Called when the engine has started.
  public void onStart(Runnable action) {
    onStart = action;
  }

  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public Plan plan() {
    return new Plan(
        List.of(
            "containerd 1.7.24",
            "docker-buildx 0.13.1",
            "docker-compose 2.26.1",
            "docker.io 26.1.5",
            "iptables 1.8.11",
            "runc 1.1.15",
            "tini 0.19.0"),
        List.of("deb.debian.org"),
        98_400_000,
        HOME.resolve("programs"),
        Path.of("/home/ada/.local/share/gantry/engine"),
        Path.of("/run/user/1000/gantry/docker.sock"));
  }

  @Override
  public void start(Consumer<Progress> progress) throws InterruptedException {
    calls.add("start");
    progress.accept(new Progress(Phase.INDEX, "trixie", 1));
    progress.accept(new Progress(Phase.FETCH, "docker.io 26.1.5", 0.62));
    gate.await();
    failure.ifPresent(
        problem -> {
          throw new GantryException(problem);
        });
    if (status instanceof Status.Absent || status instanceof Status.Stopped) {
      status =
          new Status.Running(
              4711,
              new EngineAddress(
                  "unix:///home/ada/.local/share/gantry/engine/run/docker.sock",
                  EngineAddress.Source.PRIVATE_ENGINE,
                  Optional.empty()),
              "26.1.5");
    }
    onStart.run();
  }

  @Override
  public void stop(Consumer<Progress> progress) {
    calls.add("stop");
    progress.accept(new Progress(Phase.STOP, "", -1));
  }

  @Override
  public void provideBaseImage(Consumer<Progress> progress) {
    calls.add("provideBaseImage");
    progress.accept(new Progress(Phase.BASE_IMAGE, "extracting archives", 0.25));
  }

  @Override
  public Footprint footprint() {
    Path data = Path.of("/home/ada/.local/share/gantry/engine");
    return new Footprint(HOME, data, data.resolve("log/dockerd.log"));
  }

  @Override
  public Usage usage() {
    return new Usage(383_000_000, 84_200_000);
  }
}
