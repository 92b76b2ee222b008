package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.text.Host.Family;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Linux,      'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"|ID=debian',   DEBIAN
          Linux,      'NAME="Ubuntu"|ID=ubuntu|ID_LIKE=debian',                 UBUNTU
          Linux,      'ID=linuxmint|ID_LIKE="ubuntu debian"',                   UBUNTU
          Linux,      'ID=raspbian|ID_LIKE=debian',                             DEBIAN
          Linux,      'ID=fedora',                                              FEDORA
          Linux,      'ID="rocky"|ID_LIKE="rhel centos fedora"',                FEDORA
          Linux,      'ID=arch',                                                ARCH
          Linux,      'ID=alpine',                                              OTHER_LINUX
          Linux,      '',                                                       OTHER_LINUX
          Mac OS X,   '',                                                       MAC
          Windows 11, '',                                                       WINDOWS
          """)
  void tellsSystemsApart(String osName, String osRelease, Family family) {
    assertThat(Host.familyOf(osName, osRelease.replace('|', '\n'))).isEqualTo(family);
  }
}
