package dev.gantry.adapter.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// An image as `docker load` takes it, made by hand: two layers with a file each, and instructions
/// between them that make no layer.
final class ImageArchive {

  static final String LOWER_FILE = "one ".repeat(1000);
  static final String UPPER_FILE = "two ".repeat(500);

  private final byte[] lower = tar("lower.txt", LOWER_FILE.getBytes(UTF_8));
  private final byte[] upper = tar("upper.txt", UPPER_FILE.getBytes(UTF_8));
  private final String name;

  ImageArchive(String name) throws IOException {
    this.name = name;
  }

  String lowerDiffId() {
    return "sha256:" + sha256(lower);
  }

  String upperDiffId() {
    return "sha256:" + sha256(upper);
  }

  InputStream open() throws IOException {
    String config =
        """
        {"architecture":"amd64","os":"linux","created":"2026-11-22T10:00:00Z","config":{},
         "rootfs":{"type":"layers","diff_ids":["%s","%s"]},
         "history":[
           {"created":"2026-11-22T09:58:00Z","created_by":"COPY lower.txt / # buildkit"},
           {"created":"2026-11-22T09:59:00Z","created_by":"ENV A=b","empty_layer":true},
           {"created":"2026-11-22T10:00:00Z","created_by":"RUN /bin/sh -c make # buildkit"},
           {"created":"2026-11-22T10:00:00Z","created_by":"CMD [\\"a\\"]","empty_layer":true}]}
        """
            .formatted(lowerDiffId(), upperDiffId());
    String manifest =
        """
        [{"Config":"config.json","RepoTags":["%s"],"Layers":["lower.tar","upper.tar"]}]
        """
            .formatted(name);
    return new ByteArrayInputStream(
        tar(
            new File("config.json", config.getBytes(UTF_8)),
            new File("lower.tar", lower),
            new File("upper.tar", upper),
            new File("manifest.json", manifest.getBytes(UTF_8))));
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    return tar(new File(name, content));
  }

  private static byte[] tar(File... files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (File file : files) {
        TarArchiveEntry entry = new TarArchiveEntry(file.name());
        entry.setSize(file.content().length);
        tar.putArchiveEntry(entry);
        tar.write(file.content());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record File(String name, byte[] content) {}
}
