package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.privateengine.apt.PackageChooser.Choice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageChooserTest {

  private static final InstalledPackages BOOKWORM =
      installed("libc6", "2.36-9+deb12u14", "libseccomp2", "2.5.4-1", "libsystemd0", "252.39-1");

  @Test
  void takesTheNewestVersionThatTheSystemsLibrariesCarry() {
    List<PackageVersion> offered =
        List.of(
            version("runc", "1.3.6", "libc6 (>= 2.38), libseccomp2 (>= 2.5.0)"),
            version("runc", "1.1.15", "libc6 (>= 2.36), libseccomp2 (>= 2.6.0)"),
            version("runc", "1.1.5", "libc6 (>= 2.34), libseccomp2 (>= 2.5.0)"));

    assertThat(choose(offered, "runc")).isEqualTo(chosen(offered.getLast()));
  }

  @Test
  void bringsLibrariesThatTheSystemLacks() {
    PackageVersion iptables =
        version("iptables", "1.8.9", "libc6 (>= 2.34), libnftnl11 (>= 1.1.5), netbase");
    PackageVersion library = version("libnftnl11", "1.2.4", "libc6 (>= 2.14), libmnl0 (>= 1.0.3)");
    PackageVersion below = version("libmnl0", "1.0.4", "libc6 (>= 2.14)");

    assertThat(choose(List.of(below, iptables, library), "iptables"))
        .isEqualTo(chosen(iptables, library, below));
  }

  @Test
  void leavesAVersionWhoseLibraryDoesNotRunHere() {
    List<PackageVersion> offered =
        List.of(
            version("iptables", "1.8.13", "libc6 (>= 2.34), libxtables12 (= 1.8.13)"),
            version("iptables", "1.8.9", "libc6 (>= 2.34), libxtables12 (= 1.8.9)"),
            version("libxtables12", "1.8.13", "libc6 (>= 2.38)"),
            version("libxtables12", "1.8.9", "libc6 (>= 2.14)"));

    assertThat(choose(offered, "iptables")).isEqualTo(chosen(offered.get(1), offered.get(3)));
  }

  @Test
  void fitsProgramsToEachOther() {
    PackageVersion engine = version("docker.io", "28.5.2", "libc6 (>= 2.34), runc (>= 1.1.0)");
    PackageVersion oldEngine = version("docker.io", "20.10.24", "libc6 (>= 2.34), runc (>= 1.0.0)");
    PackageVersion runc = version("runc", "1.0.1", "libc6 (>= 2.34)");

    assertThat(choose(List.of(engine, oldEngine, runc), "docker.io", "runc"))
        .isEqualTo(chosen(oldEngine, runc));
  }

  @Test
  void takesTheSecondNameWhereTheFirstIsUnknown() {
    PackageVersion compose = version("docker-compose", "2.40.3", "libc6 (>= 2.34)");

    assertThat(choose(List.of(compose), "docker-compose-v2 | docker-compose (>= 2)"))
        .isEqualTo(chosen(compose));
  }

  @Test
  void saysWhatNoVersionFulfils() {
    List<PackageVersion> offered =
        List.of(
            version("docker-compose", "1.29.2", "python3:any"),
            version("docker-buildx", "0.29.1", "libc6 (>= 2.41)"));

    assertThat(choose(offered, "docker-compose (>= 2)", "docker-buildx", "nowhere"))
        .isEqualTo(
            new Choice(
                List.of(),
                List.of(
                    Dependency.parse("docker-compose (>= 2)"),
                    Dependency.parse("docker-buildx"),
                    Dependency.parse("nowhere"))));
  }

  @Test
  void neverBringsTheCLibraryAlong() {
    List<PackageVersion> offered =
        List.of(version("runc", "1.3.6", "libc6 (>= 2.38)"), version("libc6", "2.42", ""));

    assertThat(choose(offered, "runc").missing()).isEqualTo(List.of(Dependency.parse("runc")));
  }

  @Test
  void ignoresWhatOnlyAnInstalledPackageNeeds() {
    PackageVersion engine =
        version("docker.io", "28.5.2", "debconf (>= 9) | debconf-2.0, adduser, libsystemd0");

    assertThat(choose(List.of(engine), "docker.io")).isEqualTo(chosen(engine));
  }

  private static Choice choose(List<PackageVersion> offered, String... wanted) {
    return new PackageChooser(offered, BOOKWORM)
        .choose(Stream.of(wanted).map(Dependency::parse).toList());
  }

  private static Choice chosen(PackageVersion... packages) {
    return new Choice(List.of(packages), List.of());
  }

  private static PackageVersion version(String name, String version, String depends) {
    return new PackageVersion(name, new DebianVersion(version), Dependency.parseAll(depends), 1000);
  }

  private static InstalledPackages installed(String... namesAndVersions) {
    return new InstalledPackages(
        Map.of(
            namesAndVersions[0], List.of(new DebianVersion(namesAndVersions[1])),
            namesAndVersions[2], List.of(new DebianVersion(namesAndVersions[3])),
            namesAndVersions[4], List.of(new DebianVersion(namesAndVersions[5]))));
  }
}
