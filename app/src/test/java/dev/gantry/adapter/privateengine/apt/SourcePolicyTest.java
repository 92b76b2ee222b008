package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePolicyTest {

  private static final Distribution BOOKWORM = new Distribution("debian", "bookworm", "Debian 12");
  private static final Distribution NOBLE = new Distribution("ubuntu", "noble", "Ubuntu 24.04");
  private static final String MIRROR = "http://mirror.example/debian/";

  @TempDir private Path keyrings;

  @Test
  void looksAtUnstableAndThenAtStableOnDebian() throws IOException {
    Files.createFile(keyrings.resolve("debian-archive-keyring.gpg"));
    List<String> targets =
        List.of(
            MIRROR + " bookworm",
            MIRROR + " bookworm-updates",
            "http://security.example/ bookworm-security",
            MIRROR + " bookworm-backports",
            "https://deb.nodesource.example/ nodistro");

    assertThat(lines(BOOKWORM, targets))
        .isEqualTo(
            List.of(
                List.of(
                    line(MIRROR, "bookworm"),
                    line(MIRROR, "bookworm-updates"),
                    line("http://security.example/", "bookworm-security"),
                    line(MIRROR, "sid")),
                List.of(
                    line(MIRROR, "bookworm"),
                    line(MIRROR, "bookworm-updates"),
                    line("http://security.example/", "bookworm-security"),
                    line(MIRROR, "sid"),
                    line(MIRROR, "stable"))));
  }

  @Test
  void takesOwnSuitesOnUbuntu() {
    List<String> targets =
        List.of(
            "http://archive.ubuntu.com/ubuntu/ noble",
            "http://archive.ubuntu.com/ubuntu/ noble-updates",
            "http://archive.ubuntu.com/ubuntu/ noble-backports");

    assertThat(lines(NOBLE, targets))
        .isEqualTo(
            List.of(
                List.of(
                    "deb [target=Packages] http://archive.ubuntu.com/ubuntu/ noble main universe",
                    "deb [target=Packages] http://archive.ubuntu.com/ubuntu/ noble-updates main"
                        + " universe")));
  }

  @Test
  void fallsBackToTheUsualArchivesWhereNoneAreSetUp() {
    assertThat(lines(BOOKWORM, List.of()).getFirst())
        .isEqualTo(
            List.of(
                "deb [target=Packages] http://deb.debian.org/debian/ bookworm main",
                "deb [target=Packages] http://deb.debian.org/debian/ bookworm-updates main",
                "deb [target=Packages] http://deb.debian.org/debian-security/ bookworm-security"
                    + " main",
                "deb [target=Packages] http://deb.debian.org/debian/ sid main"));
  }

  @Test
  void doesNotNameUnstableTwice() {
    assertThat(lines(BOOKWORM, List.of(MIRROR + " sid", MIRROR + " stable")))
        .allSatisfy(attempt -> assertThat(attempt).doesNotHaveDuplicates().hasSize(2));
  }

  private List<List<String>> lines(Distribution distribution, List<String> targets) {
    return new SourcePolicy(distribution, "amd64", keyrings)
        .attempts(targets).stream()
            .map(attempt -> attempt.stream().map(AptSource::line).toList())
            .toList();
  }

  private String line(String uri, String suite) {
    return "deb [target=Packages signed-by=%s/debian-archive-keyring.gpg] %s %s main"
        .formatted(keyrings, uri, suite);
  }
}
