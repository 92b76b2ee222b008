package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageStanzasTest {

  @Test
  void readsVersionsDependenciesAndSizes() {
    String shown =
        """
        Package: docker.io
        Source: docker.io-app
        Version: 28.5.2+dfsg4-5
        Installed-Size: 100992
        Depends: debconf (>= 0.5) | debconf-2.0, libc6 (>= 2.34), libsystemd0, perl:any
        Description: Linux container runtime
         Depends: this line belongs to the description
        Size: 19311940

        Package: mmdebstrap
        Version: 1.6.0-5
        Pre-Depends: dpkg
        Size: 131236
        """;

    assertThat(PackageStanzas.parse(shown.lines().toList()))
        .isEqualTo(
            List.of(
                new PackageVersion(
                    "docker.io",
                    new DebianVersion("28.5.2+dfsg4-5"),
                    List.of(
                        Dependency.parse("debconf (>= 0.5) | debconf-2.0"),
                        Dependency.parse("libc6 (>= 2.34)"),
                        Dependency.parse("libsystemd0"),
                        Dependency.parse("perl")),
                    19_311_940),
                new PackageVersion(
                    "mmdebstrap",
                    new DebianVersion("1.6.0-5"),
                    List.of(Dependency.parse("dpkg")),
                    131_236)));
  }

  @Test
  void findsNothingWhereAptKnowsNothing() {
    assertThat(PackageStanzas.parse(List.of("", "N: Unable to locate package runc"))).isEmpty();
  }
}
