package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.PackageStore;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.process.RunningProcess;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Gets a Debian image into an engine: pulled, or where no registry answers, made from packages.
final class BaseImage {

  /// A registry that has not even named the image by then is taken for unreachable. Trying the pull
  /// itself is the only probe that goes the engine's way: its proxy, its certificates.
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(15);

  private static final Duration PULL = Duration.ofMinutes(30);

  /// The configuration of Debian's own images, and a mark that this is not one of them.
  private static final List<String> CONFIGURATION =
      List.of(
          "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "CMD [\"bash\"]",
          "LABEL dev.gantry.base-image=bootstrapped");

  private final Path directory;
  private final Bootstrap bootstrap;

  BaseImage(
      ProcessRunner runner,
      PackageStore packages,
      Path directory,
      Map<String, String> environment) {
    this.directory = directory;
    this.bootstrap = new Bootstrap(runner, packages, environment);
  }

  /// Does nothing when the engine has the image.
  ///
  /// @param image of the form `debian:<suite>-slim`
  void provide(String image, DockerCli cli, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    if (cli.hasImage(image) || isPulled(image, cli, progress)) {
      return;
    }
    String suite = image.substring(image.indexOf(':') + 1, image.lastIndexOf("-slim"));
    Files.createDirectories(directory);
    Path tar = directory.resolve(suite + ".tar");
    try {
      bootstrap.run(suite, tar, progress);
      progress.accept(new Progress(Phase.BASE_IMAGE, image, 1));
      CommandResult result = cli.importImage(tar, image, CONFIGURATION);
      if (!result.isSuccess()) {
        throw new GantryException(new Problem.BaseImageFailed(image, result.failureText()));
      }
    } finally {
      Files.deleteIfExists(tar);
    }
  }

  private static boolean isPulled(String image, DockerCli cli, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    RunningProcess pull =
        cli.pull(
            image,
            line -> {
              answered.countDown();
              progress.accept(new Progress(Phase.BASE_IMAGE, line.text(), -1));
            });
    Thread watch =
        Thread.ofVirtual().name("registry-probe").start(() -> cancelIfSilent(answered, pull));
    try {
      return pull.await(PULL).isSuccess();
    } finally {
      watch.interrupt();
    }
  }

  private static void cancelIfSilent(CountDownLatch answered, RunningProcess pull) {
    try {
      if (!answered.await(FIRST_ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        pull.cancel();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
