package dev.gantry.adapter.privateengine.apt;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Unpacks package files into a directory that is named after them, and points `current` to it.
/// Both happen by renaming, so that what is there is complete.
final class Unpacker {

  private static final String CURRENT = "current";
  private static final Duration VERSION = Duration.ofSeconds(30);

  private final ProcessRunner runner;
  private final Apt apt;
  private final Map<String, String> environment;

  Unpacker(ProcessRunner runner, Apt apt, Map<String, String> environment) {
    this.runner = runner;
    this.apt = apt;
    this.environment = Map.copyOf(environment);
  }

  Optional<Toolbox> present(Path parent) {
    Path current = parent.resolve(CURRENT);
    return Files.isDirectory(current) ? Optional.of(new Toolbox(current)) : Optional.empty();
  }

  Toolbox unpack(
      Toolset toolset,
      List<PackageVersion> packages,
      List<Path> files,
      Path parent,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    List<String> selectors = packages.stream().map(PackageVersion::selector).sorted().toList();
    Path target = parent.resolve(id(selectors));
    if (!Files.isDirectory(target)) {
      Path unfinished = parent.resolve(target.getFileName() + ".unfinished");
      Trees.delete(unfinished);
      Files.createDirectories(unfinished);
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        String name = file.getFileName().toString().replaceFirst("_.*", "");
        progress.accept(new Progress(Phase.UNPACK, name, (double) i / files.size()));
        check(apt.unpack(file, unfinished), name, unfinished);
      }
      Files.write(unfinished.resolve("packages"), selectors);
      tryOut(toolset, new Toolbox(unfinished));
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }
    point(parent.resolve(CURRENT), target);
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    return new Toolbox(parent.resolve(CURRENT));
  }

  /// A program that does not start here is found now and not in the middle of a start.
  private void tryOut(Toolset toolset, Toolbox box) throws IOException, InterruptedException {
    for (String program : toolset.programs()) {
      Path file = box.program(program).orElse(box.root().resolve(program));
      Command command =
          Command.of(file.toString(), "--version")
              .withEnvironment(
                  box.environment(Optional.empty(), environment.getOrDefault("PATH", "")));
      check(runner.run(command, VERSION), program, box.root());
    }
  }

  private static void check(CommandResult result, String name, Path place) {
    if (!result.isSuccess()) {
      String said = result.failureText();
      throw new GantryException(
          DiskSpace.problem(place, said)
              .orElseGet(() -> new Problem.PrivateEnginePackagesUnavailable(List.of(name), said)));
    }
  }

  private static void point(Path link, Path target) throws IOException {
    Path fresh = link.resolveSibling(CURRENT + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, target.getFileName());
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Names a directory after the packages in it.
  static String id(List<String> selectors) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", selectors).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
