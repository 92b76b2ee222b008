package dev.gantry.bench;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// How many bytes an image is on its way to or from a registry: its layers, each in gzip.
final class CompressedSize {

  private CompressedSize() {}

  /// Compresses what `docker save` gives, and counts.
  static long of(DockerClient client, String image) throws IOException {
    Counter counter = new Counter();
    try (InputStream archive = client.saveImageCmd(image).exec();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new BufferedInputStream(archive, 1 << 20))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        // configurations and the like are among the blobs, and are small
        if (entry.isFile()) {
          try (OutputStream gzip = new GZIPOutputStream(counter, 1 << 16)) {
            tar.transferTo(gzip);
          }
        }
      }
    }
    return counter.bytes;
  }

  private static final class Counter extends FilterOutputStream {
    private long bytes;

    Counter() {
      super(nullOutputStream());
    }

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] values, int from, int count) {
      bytes += count;
    }
  }
}
