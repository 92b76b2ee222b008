package dev.gantry.adapter.buildkit.agent;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads private keys in the format that `ssh-keygen` writes (OpenSSH, `PROTOCOL.key`), without a
/// passphrase. Those that other programs write can be turned into it by `ssh-keygen -p`.
public final class SshKeyFile {

  private static final Pattern ARMOUR =
      Pattern.compile(
          "-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END OPENSSH PRIVATE KEY-----");
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String UNENCRYPTED = "none";

  /// What the JDK calls the curves.
  private static final Map<String, String> CURVES =
      Map.of("nistp256", "secp256r1", "nistp384", "secp384r1", "nistp521", "secp521r1");

  /// Why a file is of no use here.
  public enum Fault {
    /// The key has a passphrase.
    ENCRYPTED,
    /// It is no key, or one in another format or of another kind.
    UNKNOWN_FORMAT
  }

  /// A file that cannot be signed with.
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    private Unusable(Fault fault) {
      super(fault.toString());
      this.fault = fault;
    }

    public Fault fault() {
      return fault;
    }
  }

  private SshKeyFile() {}

  /// Reads a key.
  ///
  /// @throws Unusable if it has a passphrase or is none that is known
  /// @throws IOException if the file cannot be read
  public static SshKey read(Path file) throws IOException, Unusable {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      // other formats say so in plain text
      throw new Unusable(Fault.ENCRYPTED);
    }
    Matcher armour = ARMOUR.matcher(text);
    if (!armour.find()) {
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
    try {
      return read(new SshReader(Base64.getMimeDecoder().decode(armour.group(1))));
    } catch (BufferUnderflowException | IllegalArgumentException | GeneralSecurityException _) {
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
  }

  private static SshKey read(SshReader file) throws GeneralSecurityException, Unusable {
    if (!file.begins(MAGIC)) {
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
    String cipher = file.text();
    String keyDerivation = file.text();
    byte[] derivationOptions = file.string();
    int count = file.number();
    if (!cipher.equals(UNENCRYPTED)) {
      throw new Unusable(Fault.ENCRYPTED);
    }
    if (count != 1 || !keyDerivation.equals(UNENCRYPTED) || derivationOptions.length > 0) {
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
    byte[] publicKey = file.string();
    SshReader secret = new SshReader(file.string());
    int check = secret.number();
    if (check != secret.number()) {
      // twice the same, so that a wrong passphrase would show
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
    String kind = secret.text();
    PrivateKey privateKey = privateKey(kind, secret);
    return new SshKey(kind, publicKey, secret.text(), privateKey);
  }

  private static PrivateKey privateKey(String kind, SshReader secret)
      throws GeneralSecurityException, Unusable {
    return switch (kind) {
      case "ssh-ed25519" -> edwards(secret);
      case "ssh-rsa" -> rsa(secret);
      case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> curve(secret);
      default -> throw new Unusable(Fault.UNKNOWN_FORMAT);
    };
  }

  /// The public key, and then the seed with the public key again.
  private static PrivateKey edwards(SshReader secret) throws GeneralSecurityException {
    int length = secret.string().length;
    byte[] seed = Arrays.copyOf(secret.string(), length);
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  private static PrivateKey rsa(SshReader secret) throws GeneralSecurityException {
    BigInteger modulus = secret.integer();
    BigInteger publicExponent = secret.integer();
    BigInteger exponent = secret.integer();
    BigInteger coefficient = secret.integer();
    BigInteger p = secret.integer();
    BigInteger q = secret.integer();
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                modulus,
                publicExponent,
                exponent,
                p,
                q,
                exponent.mod(p.subtract(BigInteger.ONE)),
                exponent.mod(q.subtract(BigInteger.ONE)),
                coefficient));
  }

  /// The name of the curve, the public point and the number.
  private static PrivateKey curve(SshReader secret) throws GeneralSecurityException, Unusable {
    String curve = CURVES.get(secret.text());
    byte[] point = secret.string();
    if (curve == null || point.length == 0) {
      throw new Unusable(Fault.UNKNOWN_FORMAT);
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(
                secret.integer(), parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
