package dev.gantry.adapter.buildkit.agent;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;

/// A private key that signs as SSH wants it (RFC 8332 for RSA, RFC 5656 for curves, RFC 8709 for
/// Ed25519). The JDK does the signing.
public final class SshKey {

  /// How a kind of key signs.
  ///
  /// @param name what SSH calls the signature
  /// @param algorithm what the JDK calls it
  private record Algorithm(String name, String algorithm) {}

  private final String kind;
  private final byte[] publicKey;
  private final String comment;
  private final PrivateKey privateKey;

  /// @param kind what SSH calls the kind of key, such as `ssh-ed25519`
  /// @param publicKey as SSH writes it
  SshKey(String kind, byte[] publicKey, String comment, PrivateKey privateKey) {
    this.kind = kind;
    this.publicKey = publicKey.clone();
    this.comment = comment;
    this.privateKey = privateKey;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  String comment() {
    return comment;
  }

  /// Signs.
  ///
  /// @param flags which hash a signature by RSA is to use
  /// @return the name of the algorithm and the signature, as SSH writes them
  byte[] sign(byte[] data, int flags) {
    Algorithm algorithm = algorithm(flags);
    try {
      Signature signature = Signature.getInstance(algorithm.algorithm());
      signature.initSign(privateKey);
      signature.update(data);
      byte[] signed = signature.sign();
      return new SshWriter()
          .text(algorithm.name())
          .string(kind.startsWith("ecdsa-") ? twoNumbers(signed) : signed)
          .bytes();
    } catch (GeneralSecurityException impossible) {
      // every JDK has these, and the key has been read as one of them
      throw new IllegalStateException(impossible);
    }
  }

  private Algorithm algorithm(int flags) {
    return switch (kind) {
      case "ssh-ed25519" -> new Algorithm(kind, "Ed25519");
      case "ecdsa-sha2-nistp256" -> new Algorithm(kind, "SHA256withECDSAinP1363Format");
      case "ecdsa-sha2-nistp384" -> new Algorithm(kind, "SHA384withECDSAinP1363Format");
      case "ecdsa-sha2-nistp521" -> new Algorithm(kind, "SHA512withECDSAinP1363Format");
      default -> rsa(flags);
    };
  }

  private static Algorithm rsa(int flags) {
    if ((flags & AgentMessages.RSA_SHA2_512) != 0) {
      return new Algorithm("rsa-sha2-512", "SHA512withRSA");
    }
    return (flags & AgentMessages.RSA_SHA2_256) != 0
        ? new Algorithm("rsa-sha2-256", "SHA256withRSA")
        : new Algorithm("ssh-rsa", "SHA1withRSA");
  }

  /// The JDK writes the two numbers side by side, SSH each with its length.
  private static byte[] twoNumbers(byte[] signature) {
    int half = signature.length / 2;
    return new SshWriter()
        .integer(new BigInteger(1, Arrays.copyOf(signature, half)))
        .integer(new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length)))
        .bytes();
  }
}
