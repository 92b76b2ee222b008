package dev.gantry.adapter.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {

  /// Bytes before the key itself in the PKCS #8 form of an RSA key of 2048 bits.
  private static final int PKCS8_HEAD = 26;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsKeysOfAllKinds(String algorithm) throws Exception {
    PrivateKey key = key(algorithm);

    assertThat(PemKey.read(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void readsTheFormOfOlderTools() throws Exception {
    PrivateKey key = key("RSA");
    byte[] encoded = key.getEncoded();
    byte[] bare = Arrays.copyOfRange(encoded, PKCS8_HEAD, encoded.length);

    assertThat(PemKey.read(pem("RSA PRIVATE KEY", bare))).isEqualTo(key);
  }

  /// What `openssl ecparam -genkey` writes: version, key, and the name of the curve.
  @ParameterizedTest
  @CsvSource({
    "secp256r1, 06082a8648ce3d030107",
    "secp384r1, 06052b81040022",
    "secp521r1, 06052b81040023"
  })
  void readsEllipticKeysOfOlderTools(String curve, String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    PrivateKey key = generator.generateKeyPair().getPrivate();
    int bytes = (((ECPrivateKey) key).getParams().getOrder().bitLength() + 7) / 8;
    String number = "%%0%dx".formatted(2 * bytes).formatted(((ECPrivateKey) key).getS());
    String fields = "020101" + tagged("04", number) + tagged("a0", name);

    byte[] form = HexFormat.of().parseHex(tagged("30", fields));

    assertThat(PemKey.read(pem("EC PRIVATE KEY", form)))
        .isInstanceOfSatisfying(
            ECPrivateKey.class,
            read -> {
              assertThat(read.getS()).isEqualTo(((ECPrivateKey) key).getS());
              assertThat(read.getParams().getOrder())
                  .isEqualTo(((ECPrivateKey) key).getParams().getOrder());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3003020101", "30840000000102", "3007a0ff06082a8648"})
  void refusesDamagedEllipticKeys(String form) {
    assertThatThrownBy(() -> PemKey.read(pem("EC PRIVATE KEY", HexFormat.of().parseHex(form))))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  @Test
  void refusesKeysWithAPassword() {
    assertThatThrownBy(() -> PemKey.read(pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3})))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageContaining("ENCRYPTED");
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> PemKey.read("hello"))
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

  private static String tagged(String tag, String content) {
    return tag + "%02x".formatted(content.length() / 2) + content;
  }
}
