package dev.gantry.adapter.privateengine.apt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which suites the programs are looked for in.
///
/// Ubuntu brings new engines to its old releases, so its own suites are enough. Debian's releases
/// keep the engine that they came out with, and older ones have no buildx at all; so Debian's
/// unstable suite is looked at as well, and where its programs do not run on this system, the
/// current stable one. The archives are the ones that this system is set up with.
final class SourcePolicy {

  /// For `apt-get indextargets --format`: archive and suite.
  static final String TARGET_FORMAT = "$(REPO_URI) $(RELEASE)";

  private static final String DEBIAN_ARCHIVE = "http://deb.debian.org/debian/";
  private static final String DEBIAN_SECURITY = "http://deb.debian.org/debian-security/";
  private static final String UBUNTU_ARCHIVE = "http://archive.ubuntu.com/ubuntu/";
  private static final String UBUNTU_PORTS = "http://ports.ubuntu.com/ubuntu-ports/";
  private static final List<String> DEBIAN_COMPONENTS = List.of("main");
  private static final List<String> UBUNTU_COMPONENTS = List.of("main", "universe");
  private static final Set<String> DEBIAN_ALIASES =
      Set.of("oldoldstable", "oldstable", "stable", "testing", "unstable", "sid");

  private final Distribution distribution;
  private final String architecture;
  private final Path keyringDirectory;

  /// A policy for one system.
  ///
  /// @param architecture as dpkg names it, for example `amd64`
  /// @param keyringDirectory where the distribution's keys are, `/usr/share/keyrings`
  SourcePolicy(Distribution distribution, String architecture, Path keyringDirectory) {
    this.distribution = distribution;
    this.architecture = architecture;
    this.keyringDirectory = keyringDirectory;
  }

  /// The sets of suites to try, one after the other until all programs are found.
  ///
  /// @param targets what apt says in [#TARGET_FORMAT] about the system's sources
  List<List<AptSource>> attempts(List<String> targets) {
    List<AptSource> own = own(targets);
    if (!distribution.isDebian()) {
      return List.of(own);
    }
    String archive = debianArchive(own);
    List<AptSource> withUnstable = plus(own, debian(archive, "sid"));
    return List.of(withUnstable, plus(withUnstable, debian(archive, "stable")));
  }

  /// The system's own suites and one of Debian's.
  List<AptSource> ownAnd(String suite, List<String> targets) {
    List<AptSource> own = own(targets);
    return plus(own, debian(debianArchive(own), suite));
  }

  /// The archives for Debian's suites: those that this system uses, where that is a Debian.
  DebianArchives debianArchives(List<AptSource> own) {
    return new DebianArchives(
        debianArchive(own),
        own.stream()
            .filter(_ -> distribution.isDebian())
            .filter(source -> source.suite().endsWith("security"))
            .map(AptSource::uri)
            .findFirst()
            .orElse(DEBIAN_SECURITY));
  }

  private String debianArchive(List<AptSource> own) {
    return own.stream()
        .filter(_ -> distribution.isDebian())
        .filter(source -> !source.suite().contains("-"))
        .map(AptSource::uri)
        .findFirst()
        .orElse(DEBIAN_ARCHIVE);
  }

  /// The system's own suites without those of others, backports and proposed updates.
  List<AptSource> own(List<String> targets) {
    Set<AptSource> own = new LinkedHashSet<>();
    for (String target : targets) {
      String[] fields = target.strip().split(" ", -1);
      if (fields.length == 2 && isOwn(fields[1])) {
        own.add(source(fields[0], fields[1]));
      }
    }
    return own.isEmpty() ? usual() : List.copyOf(own);
  }

  private boolean isOwn(String suite) {
    String release = suite.replaceFirst("[-/](updates|security)$", "");
    return release.equals(distribution.codename())
        || (distribution.isDebian() && DEBIAN_ALIASES.contains(release));
  }

  /// What the distribution sets up when it is installed.
  private List<AptSource> usual() {
    String codename = distribution.codename();
    if (distribution.isDebian()) {
      return List.of(
          source(DEBIAN_ARCHIVE, codename),
          source(DEBIAN_ARCHIVE, codename + "-updates"),
          source(DEBIAN_SECURITY, codename + "-security"));
    }
    String archive = Set.of("amd64", "i386").contains(architecture) ? UBUNTU_ARCHIVE : UBUNTU_PORTS;
    return Stream.of("", "-updates", "-security")
        .map(pocket -> source(archive, codename + pocket))
        .toList();
  }

  private AptSource debian(String archive, String suite) {
    return new AptSource(archive, suite, DEBIAN_COMPONENTS, keyring("debian-archive-keyring.gpg"));
  }

  private AptSource source(String uri, String suite) {
    return distribution.isDebian()
        ? debian(uri, suite)
        : new AptSource(uri, suite, UBUNTU_COMPONENTS, keyring("ubuntu-archive-keyring.gpg"));
  }

  private @Nullable Path keyring(String name) {
    Path keyring = keyringDirectory.resolve(name);
    return Files.isReadable(keyring) ? keyring : null;
  }

  private static List<AptSource> plus(List<AptSource> sources, AptSource more) {
    boolean there = sources.stream().anyMatch(source -> source.suite().equals(more.suite()));
    if (there) {
      return sources;
    }
    List<AptSource> all = new ArrayList<>(sources);
    all.add(more);
    return List.copyOf(all);
  }
}
