package dev.gantry.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedContextTest {

  private static final Path BASE = Path.of("/base");
  private static final String HASH =
      "sha256:0123456789012345678901234567890123456789012345678901234567890123";

  @ParameterizedTest
  @CsvSource({
    "oci-layout://dir,           /base/dir,   latest",
    "oci-layout:///a/dir:1.0,    /a/dir,      1.0",
    "oci-layout://./dir:b_2-x,   /base/dir,   b_2-x",
    "oci-layout://a:b/dir,       /base/a:b/dir, latest",
    "oci-layout://dir@" + HASH + ",     /base/dir, @" + HASH,
    "oci-layout://dir:1.0@" + HASH + ", /base/dir, @" + HASH,
    "oci-layout://me@home,       /base/me@home, latest",
  })
  void tellsTheDirectoryOfALayoutFromWhatIsTakenOfIt(
      String text, Path directory, String reference) {
    assertThat(NamedContext.of(text, BASE))
        .isEqualTo(new NamedContext.OciLayout(directory, reference));
  }
}
