package dev.gantry;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An image as the engine saves it: every layer with all of its files, those too that a later layer
/// hides, and what the engine says of the image.
final class SavedImage {
  private static final int LARGE_BYTES = 64 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private SavedImage() {}

  /// Who looks at it.
  interface Visitor {
    /// A file or directory of a layer.
    ///
    /// @param path without a slash in front
    /// @param content empty where it is larger than 64 MiB
    void file(String path, TarArchiveEntry entry, byte[] content);

    /// A manifest, a configuration with its history, and the like.
    void document(String json);
  }

  /// Reads the image once.
  ///
  /// @return how many layers it has
  static int read(DockerClient client, String image, Visitor visitor) throws IOException {
    int layers = 0;
    try (InputStream archive = client.saveImageCmd(image).exec();
        TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isFile()) {
          continue;
        }
        BufferedInputStream content = new BufferedInputStream(tar, BUFFER_BYTES);
        content.mark(1);
        int first = content.read();
        content.reset();
        // documents and layers have the same kind of name
        if (first == '{' || first == '[') {
          visitor.document(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } else {
          readLayer(content, visitor);
          layers++;
        }
      }
    }
    return layers;
  }

  private static void readLayer(InputStream content, Visitor visitor) throws IOException {
    // not closed: it is a part of the archive
    TarArchiveInputStream layer = open(content);
    for (TarArchiveEntry entry = layer.getNextEntry();
        entry != null;
        entry = layer.getNextEntry()) {
      visitor.file(
          entry.getName().replaceFirst("^(\\./|/)", ""),
          entry,
          entry.getSize() > LARGE_BYTES ? new byte[0] : layer.readAllBytes());
    }
  }

  private static TarArchiveInputStream open(InputStream in) {
    return new TarArchiveInputStream(new BufferedInputStream(in, BUFFER_BYTES));
  }
}
