package dev.gantry.adapter.privateengine.apt;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The package tools of the system, working on an index of their own.
///
/// The system's apt configuration is read (it may name a proxy), its sources, package lists and
/// database of installed packages are not.
final class Apt {

  private static final Duration QUESTION = Duration.ofMinutes(1);
  private static final Duration INDEX = Duration.ofMinutes(10);
  private static final Duration DOWNLOAD = Duration.ofMinutes(60);

  /// apt's machine-readable progress, for example `dlstatus:2:89.27:Retrieving file 2 of 2`.
  private static final Pattern PROGRESS = Pattern.compile("dlstatus:\\d+:([0-9.]+):.*");

  /// For example `'http://…/runc_1.1.5_amd64.deb' runc_1.1.5_amd64.deb 2709960 SHA256:…`.
  private static final Pattern DOWNLOAD_URI = Pattern.compile("'[^']*' (\\S+) \\d+ \\S+");

  private final ProcessRunner runner;
  private final Path directory;

  /// @param directory for the index and the configuration
  Apt(ProcessRunner runner, Path directory) {
    this.runner = runner;
    this.directory = directory;
  }

  /// The architecture that the system's packages are of, for example `amd64`.
  String architecture() throws IOException, InterruptedException {
    return runner.run(Command.of("dpkg", "--print-architecture"), QUESTION).outputText().strip();
  }

  /// Archives and suites that the system is set up with, in [SourcePolicy#TARGET_FORMAT].
  List<String> systemTargets() throws IOException, InterruptedException {
    return runner
        .run(
            Command.of(
                "apt-get",
                "indextargets",
                "--no-release-info",
                "--format",
                SourcePolicy.TARGET_FORMAT,
                "Created-By: Packages"),
            QUESTION)
        .output()
        .stream()
        .distinct()
        .toList();
  }

  /// The proxy for http in the system's configuration of apt.
  Optional<String> systemProxy() throws IOException, InterruptedException {
    CommandResult result =
        runner.run(
            Command.of("apt-config", "dump", "--format", "%v%n", "Acquire::http::Proxy"), QUESTION);
    return result.output().stream().filter(line -> line.startsWith("http")).findFirst();
  }

  InstalledPackages installedPackages() throws IOException, InterruptedException {
    CommandResult result =
        runner.run(
            Command.of("dpkg-query", "--show", "--showformat", InstalledPackages.FORMAT), QUESTION);
    return InstalledPackages.parse(result.output());
  }

  /// Fetches the index of the sources. A source that cannot be reached leaves the others usable, so
  /// the result is only what apt said.
  CommandResult update(List<AptSource> sources, DoubleConsumer progress)
      throws IOException, InterruptedException {
    writeConfiguration(sources);
    return runner.run(
        apt("apt-get", "update", "--allow-releaseinfo-change", "-o", "APT::Status-Fd=1"),
        INDEX,
        line -> report(line, progress));
  }

  /// All offered versions of the named packages and of the libraries that they need.
  List<PackageVersion> offered(Collection<String> names) throws IOException, InterruptedException {
    List<PackageVersion> offered = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    Set<String> unknown = new HashSet<>(names);
    while (!unknown.isEmpty()) {
      Command command =
          apt("apt-cache", "show", "--all-versions").plus(unknown.stream().sorted().toList());
      List<PackageVersion> found = PackageStanzas.parse(runner.run(command, QUESTION).output());
      offered.addAll(found);
      asked.addAll(unknown);
      unknown.clear();
      found.stream()
          .flatMap(version -> version.depends().stream())
          .filter(Dependency::isLibrary)
          .flatMap(dependency -> dependency.alternatives().stream())
          .map(Relation::name)
          .filter(name -> !asked.contains(name))
          .forEach(unknown::add);
    }
    return offered;
  }

  /// Whether an index was ever fetched.
  boolean hasIndex() {
    return Files.exists(configuration()) && Files.isDirectory(lists());
  }

  /// Downloads packages; apt checks them against the signed index. What is there already is not
  /// fetched again.
  CommandResult download(List<PackageVersion> packages, Path target, DoubleConsumer progress)
      throws IOException, InterruptedException {
    return runner.run(
        apt("apt-get", "download", "-o", "APT::Status-Fd=1").plus(selectors(packages)).in(target),
        DOWNLOAD,
        line -> report(line, progress));
  }

  /// The names that [#download] gives the files.
  List<String> fileNames(List<PackageVersion> packages) throws IOException, InterruptedException {
    return runner
        .run(apt("apt-get", "download", "--print-uris").plus(selectors(packages)), QUESTION)
        .output()
        .stream()
        .map(DOWNLOAD_URI::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /// Deletes what can be made anew from the index and is several times its size.
  void dropCache() throws IOException {
    Files.deleteIfExists(cache());
  }

  /// Unpacks a package file without running any of its scripts.
  CommandResult unpack(Path packageFile, Path target) throws IOException, InterruptedException {
    return runner.run(
        Command.of("dpkg-deb", "--extract", packageFile.toString(), target.toString()), INDEX);
  }

  private Command apt(String program, String... arguments) {
    return Command.of(program, "--config-file", configuration().toString())
        .plus(arguments)
        .withEnvironment("LC_ALL", "C.UTF-8");
  }

  private static List<String> selectors(List<PackageVersion> packages) {
    return packages.stream().map(PackageVersion::selector).toList();
  }

  private static void report(OutputLine line, DoubleConsumer progress) {
    Matcher matcher = PROGRESS.matcher(line.text());
    if (matcher.matches()) {
      progress.accept(Double.parseDouble(matcher.group(1)) / 100);
    }
  }

  private void writeConfiguration(List<AptSource> sources) throws IOException {
    Files.createDirectories(lists().resolve("partial"));
    Files.createDirectories(directory.resolve("archives/partial"));
    Files.write(directory.resolve("sources.list"), sources.stream().map(AptSource::line).toList());
    Files.writeString(directory.resolve("status"), "");
    Files.writeString(
        configuration(),
        """
        // the system's hooks would act on the system
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear DPkg::Post-Invoke;
        Dir::Etc::SourceList "%1$s/sources.list";
        Dir::Etc::SourceParts "/dev/null";
        Dir::Etc::Preferences "/dev/null";
        Dir::Etc::PreferencesParts "/dev/null";
        Dir::State "%1$s";
        Dir::State::Lists "%1$s/lists";
        Dir::State::Status "%1$s/status";
        Dir::Cache "%1$s";
        Dir::Cache::Archives "%1$s/archives";
        Dir::Cache::pkgcache "%1$s/pkgcache.bin";
        Dir::Cache::srcpkgcache "";
        Acquire::Languages "none";
        // the directory is root's alone, apt's own user could not write to it
        APT::Sandbox::User "root";
        """
            .formatted(directory));
  }

  private Path cache() {
    return directory.resolve("pkgcache.bin");
  }

  private Path configuration() {
    return directory.resolve("apt.conf");
  }

  private Path lists() {
    return directory.resolve("lists");
  }
}
