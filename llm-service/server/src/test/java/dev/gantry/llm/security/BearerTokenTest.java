package dev.gantry.llm.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
  @TempDir private Path directory;

  private BearerToken read(String content) throws Exception {
    return BearerToken.read(Files.writeString(directory.resolve("token"), content));
  }

  @Test
  void knowsItselfInTheHeader() throws Exception {
    BearerToken token = read(" 0123456789abcdef0123\n");

    assertThat(token.isIn("Bearer 0123456789abcdef0123")).isTrue();
    assertThat(token.isIn("bearer  0123456789abcdef0123")).isTrue();
    assertThat(token.isIn("Bearer 0123456789abcdef0124")).isFalse();
    assertThat(token.isIn("Bearer 0123456789abcdef012")).isFalse();
    assertThat(token.isIn("0123456789abcdef0123")).isFalse();
    assertThat(token.isIn("Basic 0123456789abcdef0123")).isFalse();
    assertThat(token.isIn("")).isFalse();
    assertThat(token.isIn(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789abcdef 0123456789abcdef", "0123456789äbcdef0123"})
  void refusesWhatIsNoToken(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(SecurityFilesException.class)
        .hasMessage(
            "token-file: the file %s must hold one token of at least 16 letters, digits or any of"
                + " \"._~+/-\"; make one with \"openssl rand -hex 32\".",
            directory.resolve("token"));
  }

  @Test
  void saysWhereThereIsNoFile() {
    Path missing = directory.resolve("none");

    assertThatThrownBy(() -> BearerToken.read(missing))
        .hasMessage("token-file: there is no file %s.", missing);
    assertThatThrownBy(() -> BearerToken.read(directory))
        .hasMessage("token-file: the file %s cannot be read: Is a directory.", directory);
  }
}
