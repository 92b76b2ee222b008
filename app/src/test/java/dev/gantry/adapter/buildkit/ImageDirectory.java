package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// An image of one file in the layout of OCI, made without any engine.
final class ImageDirectory {

  private static final String TYPE = "application/vnd.oci.image.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageDirectory() {}

  /// Writes the image and returns the digest of its manifest.
  static String write(Path directory, String tag, String file, String content) throws Exception {
    byte[] layer = layer(file, content);
    byte[] configuration =
        JSON.writeValueAsBytes(
            Map.of(
                "architecture",
                System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                "os",
                "linux",
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(digest(layer)))));
    byte[] manifest =
        JSON.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                TYPE + "manifest.v1+json",
                "config",
                descriptor("config.v1+json", configuration, Map.of()),
                "layers",
                List.of(descriptor("layer.v1.tar", layer, Map.of()))));
    for (byte[] blob : List.of(layer, configuration, manifest)) {
      Path place = directory.resolve("blobs").resolve(digest(blob).replace(':', '/'));
      Files.createDirectories(place.getParent());
      Files.write(place, blob);
    }
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Map<String, String> name = Map.of("org.opencontainers.image.ref.name", tag);
    Files.write(
        directory.resolve("index.json"),
        JSON.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "manifests",
                List.of(descriptor("manifest.v1+json", manifest, name)))));
    return digest(manifest);
  }

  private static Map<String, Object> descriptor(
      String type, byte[] blob, Map<String, String> annotations) throws Exception {
    return Map.of(
        "mediaType",
        TYPE + type,
        "digest",
        digest(blob),
        "size",
        blob.length,
        "annotations",
        annotations);
  }

  private static byte[] layer(String file, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(file);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
