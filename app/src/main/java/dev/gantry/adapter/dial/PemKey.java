package dev.gantry.adapter.dial;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key as text. The JDK reads PKCS #8 only; older forms are wrapped into it: PKCS #1
/// (`RSA PRIVATE KEY`, RFC 8017) and SEC 1 (`EC PRIVATE KEY`, RFC 5915), which `openssl ecparam`
/// writes.
public final class PemKey {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END");

  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;

  /// The tag of the field of a SEC 1 key that names the curve.
  private static final int CURVE = 0xa0;

  /// `rsaEncryption` with null parameters.
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /// `id-ecPublicKey`; its parameter is the curve.
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PemKey() {}

  /// Finds the key in the text. Encrypted keys are refused.
  public static PrivateKey read(String pem) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw new InvalidKeySpecException("key.pem has no private key");
    }
    byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(
            switch (matcher.group(1)) {
              case "PRIVATE KEY" -> content;
              case "RSA PRIVATE KEY" -> pkcs8(RSA, content);
              case "EC PRIVATE KEY" -> pkcs8(tagged(SEQUENCE, EC, curve(content)), content);
              default ->
                  throw new InvalidKeySpecException(
                      "key.pem has a key of the unsupported kind " + matcher.group(1));
            });
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // a key of another algorithm
      }
    }
    throw new InvalidKeySpecException("key.pem has a key of an unsupported algorithm");
  }

  /// A sequence of version 0, algorithm, key.
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, new byte[] {INTEGER, 1, 0}, algorithm, tagged(OCTETS, key));
  }

  /// The curve's name in a SEC 1 key: a sequence of version, key, curve, public key.
  private static byte[] curve(byte[] key) throws InvalidKeySpecException {
    try {
      int end = key.length;
      for (int field = start(key, 0); field < end; field = start(key, field) + length(key, field)) {
        if ((key[field] & 0xff) == CURVE) {
          int start = start(key, field);
          return Arrays.copyOfRange(key, start, start + length(key, field));
        }
      }
    } catch (IndexOutOfBoundsException _) {
      throw new InvalidKeySpecException("key.pem has a damaged key");
    }
    throw new InvalidKeySpecException("key.pem has a key that names no curve");
  }

  /// Where the content of the value at this index begins.
  private static int start(byte[] der, int index) {
    int length = der[index + 1] & 0xff;
    return index + 2 + (length < 0x80 ? 0 : length & 0x7f);
  }

  private static int length(byte[] der, int index) {
    int first = der[index + 1] & 0xff;
    int length = first < 0x80 ? first : 0;
    for (int i = 0; first > 0x80 && i < (first & 0x7f); i++) {
      length = (length << 8) | (der[index + 2 + i] & 0xff);
    }
    return Optional.of(length)
        .filter(it -> it >= 0)
        .orElseThrow(() -> new IndexOutOfBoundsException(index));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(content::writeBytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.size() < 0x80) {
      out.write(content.size());
    } else {
      out.write(0x82);
      out.write(content.size() >> 8);
      out.write(content.size());
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
