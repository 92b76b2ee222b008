package dev.gantry.adapter.privateengine.apt;

import dev.gantry.adapter.privateengine.apt.PackageChooser.Choice;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches toolsets and keeps them unpacked, each in a directory of its own that appears only when
/// it is complete.
public final class PackageStore {

  /// What fetching a toolset takes.
  ///
  /// @param packages with versions, where there is an index to know them from
  /// @param origins the archives
  public record Estimate(List<String> packages, List<String> origins, long sizeBytes) {
    public Estimate {
      packages = List.copyOf(packages);
      origins = List.copyOf(origins);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(PackageStore.class);
  private static final Path KEYRINGS = Path.of("/usr/share/keyrings");

  private final Path directory;
  private final Distribution distribution;
  private final Optional<String> suite;
  private final Apt apt;
  private final Unpacker unpacker;

  /// @param environment variables of the user
  public PackageStore(
      ProcessRunner runner,
      Distribution distribution,
      Path directory,
      Map<String, String> environment) {
    this(runner, distribution, directory, Optional.empty(), environment);
  }

  /// @param suite a suite of Debian to fetch from besides the system's own, for example `trixie`;
  ///   empty for the choice of [SourcePolicy]
  public PackageStore(
      ProcessRunner runner,
      Distribution distribution,
      Path directory,
      Optional<String> suite,
      Map<String, String> environment) {
    this.directory = directory;
    this.distribution = distribution;
    this.suite = suite;
    this.apt = new Apt(runner, directory.resolve("apt"));
    this.unpacker = new Unpacker(runner, apt, environment);
  }

  /// The toolset as it was fetched last.
  public Optional<Toolbox> present(Toolset toolset) {
    return unpacker.present(directory.resolve(toolset.name()));
  }

  /// What [#provide] would fetch; nothing when it is there. Changes nothing.
  public Estimate estimate(Toolset toolset) throws IOException, InterruptedException {
    List<AptSource> sources = attempts().getFirst();
    List<String> origins = sources.stream().map(AptSource::uri).distinct().toList();
    if (present(toolset).isPresent()) {
      return new Estimate(List.of(), origins, 0);
    }
    if (apt.hasIndex()) {
      Choice choice = choose(toolset);
      if (choice.missing().isEmpty()) {
        return new Estimate(
            choice.packages().stream().map(p -> p.name() + " " + p.version()).toList(),
            origins,
            choice.sizeBytes());
      }
    }
    return new Estimate(toolset.usualNames(), origins, toolset.estimatedBytes());
  }

  /// The programs of a toolset, fetched if they are not there.
  ///
  /// @throws GantryException if they cannot be had
  public Toolbox provide(Toolset toolset, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Optional<Toolbox> present = present(toolset);
    if (present.isPresent()) {
      return present.get();
    }
    Files.createDirectories(directory);
    try (var _ = ExclusiveLock.take(directory.resolve("lock"))) {
      List<PackageVersion> packages = findPackages(toolset, progress);
      List<Path> files = fetch(packages, progress);
      apt.dropCache();
      return unpacker.unpack(toolset, packages, files, directory.resolve(toolset.name()), progress);
    }
  }

  /// Debian's archives that are nearest to this system.
  public DebianArchives debianArchives() throws IOException, InterruptedException {
    SourcePolicy policy = policy();
    return policy.debianArchives(policy.own(apt.systemTargets()));
  }

  /// The proxy that the system's apt goes through, if one is set.
  public Optional<String> proxy() throws IOException, InterruptedException {
    return apt.systemProxy();
  }

  /// The version of a package that the system has installed.
  public Optional<String> installedVersion(String name) throws IOException, InterruptedException {
    return apt.installedPackages().version(name).map(DebianVersion::toString);
  }

  private List<PackageVersion> findPackages(Toolset toolset, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Problem problem = new Problem.PrivateEnginePackagesUnavailable(toolset.packages(), "");
    for (List<AptSource> sources : attempts()) {
      String suites = String.join(", ", sources.stream().map(AptSource::suite).distinct().toList());
      progress.accept(new Progress(Phase.INDEX, suites, -1));
      CommandResult update =
          apt.update(
              sources, fraction -> progress.accept(new Progress(Phase.INDEX, suites, fraction)));
      Choice choice = choose(toolset);
      if (choice.missing().isEmpty()) {
        errorsOf(update).forEach(said -> LOG.warn("done without a source: {}", said));
        LOG.info("chose {}", choice.packages().stream().map(PackageVersion::selector).toList());
        return choice.packages();
      }
      problem = unavailable(choice.missing(), update);
    }
    throw new GantryException(problem);
  }

  private List<Path> fetch(List<PackageVersion> packages, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path target = directory.resolve("packages");
    Files.createDirectories(target);
    CommandResult download =
        apt.download(
            packages, target, fraction -> progress.accept(new Progress(Phase.FETCH, "", fraction)));
    List<Path> files = apt.fileNames(packages).stream().map(target::resolve).toList();
    boolean complete = files.size() == packages.size() && files.stream().allMatch(Files::exists);
    if (!download.isSuccess() || !complete) {
      List<String> names = packages.stream().map(PackageVersion::name).toList();
      throw new GantryException(
          DiskSpace.problem(target, download.failureText())
              .orElseGet(
                  () ->
                      new Problem.PrivateEnginePackagesUnavailable(names, download.failureText())));
    }
    return files;
  }

  private Choice choose(Toolset toolset) throws IOException, InterruptedException {
    return new PackageChooser(apt.offered(toolset.packageNames()), apt.installedPackages())
        .choose(toolset.dependencies());
  }

  private Problem unavailable(List<Dependency> missing, CommandResult update) {
    List<String> names = missing.stream().map(Dependency::toString).toList();
    String said = String.join("\n", errorsOf(update));
    return DiskSpace.problem(directory, said)
        .orElseGet(() -> new Problem.PrivateEnginePackagesUnavailable(names, said));
  }

  private static List<String> errorsOf(CommandResult update) {
    return update.errors().stream()
        .filter(line -> line.startsWith("E:") || line.startsWith("W:"))
        .toList();
  }

  private List<List<AptSource>> attempts() throws IOException, InterruptedException {
    List<String> targets = apt.systemTargets();
    return suite.isPresent()
        ? List.of(policy().ownAnd(suite.get(), targets))
        : policy().attempts(targets);
  }

  private SourcePolicy policy() throws IOException, InterruptedException {
    return new SourcePolicy(distribution, apt.architecture(), KEYRINGS);
  }
}
