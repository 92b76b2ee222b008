package dev.gantry.domain.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/// Short digests that tell values apart: the first 128 bits of SHA-256, as hexadecimal digits.
public final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }

  public static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  public static String of(byte[] value) {
    MessageDigest digest = start();
    digest.update(value);
    return end(digest);
  }

  public static String of(String value) {
    return of(value.getBytes(StandardCharsets.UTF_8));
  }

  /// Of names and values; no two different maps give the same bytes to digest.
  public static String of(SortedMap<String, String> values) {
    MessageDigest digest = start();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(entry.getValue().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return end(digest);
  }
}
