package dev.gantry.llm.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The secret that clients send as `authorization: Bearer ...` (RFC 6750). Only its hash is kept.
public final class BearerToken {
  private static final String OPTION = "token-file";
  private static final int FEWEST_CHARACTERS = 16;

  /// The characters of RFC 6750.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern HEADER = Pattern.compile("(?i)Bearer +(\\S+) *");

  private final byte[] hash;

  private BearerToken(byte[] hash) {
    this.hash = hash;
  }

  /// Reads the token; spaces and ends of lines around it do not count.
  public static BearerToken read(Path file) throws SecurityFilesException {
    String token =
        new String(SecurityFilesException.read(OPTION, file), StandardCharsets.UTF_8).strip();
    if (token.length() < FEWEST_CHARACTERS || !TOKEN.matcher(token).matches()) {
      throw new SecurityFilesException(
          ("%s: the file %s must hold one token of at least %d letters, digits or any of \"._~+/-\";"
                  + " make one with \"openssl rand -hex 32\".")
              .formatted(OPTION, file, FEWEST_CHARACTERS));
    }
    return new BearerToken(sha256(token));
  }

  /// Whether the header carries the token. Takes as long for a wrong one, however much of it is
  /// right.
  ///
  /// @param authorization value of the header; null where there is none
  public boolean isIn(@Nullable String authorization) {
    if (authorization == null) {
      return false;
    }
    Matcher header = HEADER.matcher(authorization);
    return header.matches() && MessageDigest.isEqual(hash, sha256(header.group(1)));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
