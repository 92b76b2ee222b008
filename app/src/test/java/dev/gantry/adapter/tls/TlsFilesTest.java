package dev.gantry.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {

  /// Bytes before the key itself in the PKCS #8 form of an RSA key of 2048 bits.
  private static final int PKCS8_HEAD = 26;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsKeysOfAllKinds(String algorithm) throws Exception {
    PrivateKey key = key(algorithm);

    assertThat(TlsFiles.privateKey(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void readsTheFormOfOlderTools() throws Exception {
    PrivateKey key = key("RSA");
    byte[] encoded = key.getEncoded();
    byte[] bare = Arrays.copyOfRange(encoded, PKCS8_HEAD, encoded.length);

    assertThat(TlsFiles.privateKey(pem("RSA PRIVATE KEY", bare))).isEqualTo(key);
  }

  @Test
  void refusesKeysWithAPassword() {
    assertThatThrownBy(
            () -> TlsFiles.privateKey(pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3})))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageContaining("ENCRYPTED");
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> TlsFiles.privateKey("hello"))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessage("key.pem has no private key");
  }

  private static PrivateKey key(String algorithm) throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }
}
