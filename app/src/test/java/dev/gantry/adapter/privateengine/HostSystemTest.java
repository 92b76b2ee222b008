package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.privateengine.apt.Distribution;
import dev.gantry.domain.problem.PrivateEngineObstacle;
import dev.gantry.domain.problem.Problem.PrivateEngineUnsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSystemTest {

  private static final Distribution DEBIAN = new Distribution("debian", "trixie", "Debian 13");
  private static final Distribution FEDORA = new Distribution("fedora", "", "Fedora Linux 44");

  @TempDir private Path programs;

  @BeforeEach
  void installPackageTools() throws IOException {
    for (String tool : List.of("apt-get", "apt-cache", "dpkg", "dpkg-deb", "dpkg-query")) {
      Files.createFile(
          programs.resolve(tool),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
  }

  @Test
  void carriesAnEngineOnDebianAsRoot() {
    assertThat(host("Linux", DEBIAN, 0).obstacle()).isEmpty();
  }

  @Test
  void saysThatItIsNotLinux() {
    assertThat(host("Mac OS X", DEBIAN, 0).obstacle())
        .contains(new PrivateEngineUnsupported(PrivateEngineObstacle.NOT_LINUX, "Mac OS X"));
  }

  @Test
  void saysThatItIsAnotherDistribution() {
    assertThat(host("Linux", FEDORA, 0).obstacle())
        .contains(
            new PrivateEngineUnsupported(
                PrivateEngineObstacle.OTHER_DISTRIBUTION, "Fedora Linux 44"));
  }

  @Test
  void saysThatTheUserIsNotRoot() {
    assertThat(host("Linux", DEBIAN, 1000).obstacle())
        .contains(
            new PrivateEngineUnsupported(
                PrivateEngineObstacle.NOT_ROOT, System.getProperty("user.name")));
  }

  @Test
  void namesMissingPackageTools() throws IOException {
    Files.delete(programs.resolve("dpkg-deb"));
    Files.delete(programs.resolve("apt-cache"));

    assertThat(host("Linux", DEBIAN, 0).obstacle())
        .contains(
            new PrivateEngineUnsupported(
                PrivateEngineObstacle.NO_PACKAGE_TOOLS, "apt-cache, dpkg-deb"));
  }

  private HostSystem host(String osName, Distribution distribution, int userId) {
    return new HostSystem(osName, distribution, userId, List.of(programs));
  }
}
