package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.DebianArchives;
import dev.gantry.adapter.privateengine.apt.DiskSpace;
import dev.gantry.adapter.privateengine.apt.PackageStore;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.privateengine.apt.Toolset;
import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Makes the root file system of a slim Debian with mmdebstrap.
final class Bootstrap {

  private static final String KEYRING = "usr/share/keyrings/debian-archive-keyring.gpg";
  private static final String HOOK = "slim-image.sh";
  private static final Duration DEADLINE = Duration.ofMinutes(30);

  /// Files newer than this get this time, so that the same packages give the same bytes: the day
  /// Debian 13 came out.
  private static final Instant NEWEST_FILE = Instant.parse("2025-08-09T00:00:00Z");

  /// What mmdebstrap says when it begins a part of its work, in their order.
  private static final List<String> MILESTONES =
      List.of(
          "running apt-get update",
          "downloading packages",
          "extracting archives",
          "installing essential packages",
          "installing remaining packages",
          "running --customize-hook",
          "creating tarball",
          "success");

  private final ProcessRunner runner;
  private final PackageStore packages;
  private final Map<String, String> environment;

  Bootstrap(ProcessRunner runner, PackageStore packages, Map<String, String> environment) {
    this.runner = runner;
    this.packages = packages;
    this.environment = Map.copyOf(environment);
  }

  /// Writes the file system to a tar file.
  void run(String suite, Path tar, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Toolbox box = packages.provide(toolset(), progress);
    Path work = tar.resolveSibling("work");
    Trees.delete(work);
    Files.createDirectories(work);
    try {
      CommandResult result =
          runner.run(
              command(box, suite, tar, work), DEADLINE, line -> report(line.text(), progress));
      if (!result.isSuccess()) {
        String said = result.failureText();
        throw new GantryException(
            DiskSpace.problem(work, said)
                .orElseGet(() -> new Problem.BaseImageFailed("debian:" + suite + "-slim", said)));
      }
    } finally {
      Trees.delete(work);
    }
  }

  /// mmdebstrap is a Perl script; Debian's own images of Debian have Perl's base modules only.
  private Toolset toolset() throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    wanted.add("mmdebstrap");
    Optional<String> base = packages.installedVersion("perl-base");
    if (packages.installedVersion("perl").isEmpty() && base.isPresent()) {
      String series = base.get().replaceFirst("^(\\d+\\.\\d+).*$", "$1");
      wanted.add("perl-modules-" + series);
      wanted.add("libperl%1$s | libperl%1$st64".formatted(series));
    }
    if (Files.notExists(Path.of("/", KEYRING))) {
      wanted.add("debian-archive-keyring");
    }
    return new Toolset("bootstrap", wanted, List.of("mmdebstrap"), 20_000_000);
  }

  private Command command(Toolbox box, String suite, Path tar, Path work)
      throws IOException, InterruptedException {
    // in a mount namespace of its own, so that no mount outlives it
    Command command =
        Command.of("unshare", "--mount", "mmdebstrap")
            .plus("--mode=root", "--variant=minbase", "--format=tar")
            .plus("--customize-hook=" + hook(work), suite, tar.toString())
            .plus(sources(box, suite))
            .withEnvironment(
                box.environment(Optional.empty(), environment.getOrDefault("PATH", "")))
            .withEnvironment("TMPDIR", work.toString())
            .withEnvironment("LC_ALL", "C.UTF-8")
            .withEnvironment("SOURCE_DATE_EPOCH", Long.toString(NEWEST_FILE.getEpochSecond()));
    Optional<String> proxy = packages.proxy();
    return proxy.isPresent() && !environment.containsKey("http_proxy")
        ? command.withEnvironment("http_proxy", proxy.get())
        : command;
  }

  private List<String> sources(Toolbox box, String suite) throws IOException, InterruptedException {
    DebianArchives archives = packages.debianArchives();
    Path fetched = box.root().resolve(KEYRING);
    Path keyring = Files.exists(fetched) ? fetched.toRealPath() : Path.of("/", KEYRING);
    return Stream.of(
            archives.main() + " " + suite,
            archives.main() + " " + suite + "-updates",
            archives.security() + " " + suite + "-security")
        .map(source -> "deb [signed-by=" + keyring + "] " + source + " main")
        .toList();
  }

  private static Path hook(Path work) throws IOException {
    Path file = work.resolve(HOOK);
    try (InputStream script =
        Objects.requireNonNull(Bootstrap.class.getResourceAsStream(HOOK), HOOK)) {
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
    return file;
  }

  private static void report(String line, Consumer<Progress> progress) {
    for (int i = 0; i < MILESTONES.size(); i++) {
      if (line.startsWith("I: " + MILESTONES.get(i))) {
        progress.accept(
            new Progress(Phase.BASE_IMAGE, MILESTONES.get(i), (double) i / MILESTONES.size()));
      }
    }
  }
}
