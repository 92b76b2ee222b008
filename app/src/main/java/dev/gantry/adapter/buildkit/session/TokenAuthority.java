package dev.gantry.adapter.buildkit.session;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A key pair by which the engine recognises the side that gave it tokens (Ed25519, as NaCl signs).
/// It is made when it is first needed, which is seldom.
final class TokenAuthority {

  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;

  private @Nullable KeyPair made;

  /// The key itself is the end of its encoded form.
  byte[] publicKey() {
    byte[] encoded = keys().getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  byte[] sign(byte[] data) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys().getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized KeyPair keys() {
    try {
      KeyPair keys =
          made == null ? KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair() : made;
      made = keys;
      return keys;
    } catch (GeneralSecurityException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }
}
