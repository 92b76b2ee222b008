package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds out before a start whether the kernel lets an engine work here.
final class KernelCheck {

  private static final Duration MOUNT = Duration.ofSeconds(30);
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final ProcessRunner runner;
  private final EngineHome home;

  KernelCheck(ProcessRunner runner, EngineHome home) {
    this.runner = runner;
    this.home = home;
  }

  /// Does nothing when all is well.
  ///
  /// @throws GantryException with the first feature that is missing
  void run() throws IOException, InterruptedException {
    checkControlGroups();
    checkOverlay();
  }

  /// Whether a tool complains about missing rights and not about a missing feature.
  static boolean isAboutRights(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    return Stream.of("operation not permitted", "permission denied", "must be superuser")
        .anyMatch(text::contains);
  }

  /// Makes a group and removes it: in some containers the file system is there, but not to be
  /// written to.
  private void checkControlGroups() throws IOException {
    List<Path> hierarchies = ControlGroups.hierarchies(CONTROL_GROUPS);
    if (hierarchies.isEmpty()) {
      throw missing(KernelFeature.CGROUPS, "nothing is mounted at " + CONTROL_GROUPS);
    }
    Path group = hierarchies.getFirst().resolve(home.name() + "-probe");
    try {
      Files.createDirectories(group);
      Files.delete(group);
    } catch (IOException e) {
      throw new GantryException(
          new Problem.KernelFeatureMissing(KernelFeature.CGROUPS, e.toString()), e);
    }
  }

  /// Mounts layers on the disk that the images will be on: an overlay cannot lie on every file
  /// system, for example not on another overlay.
  private void checkOverlay() throws IOException, InterruptedException {
    Path probe = Files.createTempDirectory(home.data(), "overlay-");
    List<Path> parts = Stream.of("lower", "upper", "work", "merged").map(probe::resolve).toList();
    for (Path part : parts) {
      Files.createDirectory(part);
    }
    // a mount namespace takes the mount away with the process
    CommandResult result =
        runner.run(
            Command.of("unshare", "--mount", "mount", "-t", "overlay", "overlay", "-o")
                .plus(
                    "lowerdir=%s,upperdir=%s,workdir=%s"
                        .formatted(parts.get(0), parts.get(1), parts.get(2)),
                    parts.get(3).toString()),
            MOUNT);
    Trees.delete(probe);
    if (!result.isSuccess()) {
      String said = result.failureText();
      throw missing(isAboutRights(said) ? KernelFeature.PRIVILEGES : KernelFeature.OVERLAY, said);
    }
  }

  private static GantryException missing(KernelFeature feature, String cause) {
    return new GantryException(new Problem.KernelFeatureMissing(feature, cause));
  }
}
