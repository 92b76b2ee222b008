package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads archives of images as `docker save` makes them.
///
/// Engines lay them out in different ways: a directory for each layer (Docker before 25), blobs by
/// digest (since then; compressed where the image store keeps them so), files named after diff ids
/// (Podman). In all of them a layer is a tar archive, and its diff id is the digest of that archive
/// unpacked. So no manifest is needed, which stands at the end anyway.
public final class ImageArchives {

  private ImageArchives() {}

  /// Keeps the listings of layers. Reads no further than to the last one that is wanted, and does
  /// not close the archive.
  ///
  /// @return the wanted layers that the archive does not have
  public static Set<Digest> keep(InputStream archive, Set<Digest> wanted, LayerCache cache)
      throws IOException {
    Set<Digest> missing = new HashSet<>(wanted);
    TarArchiveInputStream tar = new TarArchiveInputStream(archive);
    TarArchiveEntry entry;
    while (!missing.isEmpty() && (entry = tar.getNextEntry()) != null) {
      if (entry.isFile() && !isKept(entry, cache)) {
        Optional<InputStream> layer = Unpacked.layer(tar);
        if (layer.isPresent()) {
          missing.remove(cache.keep(new HashingStream(layer.get())));
        }
      }
    }
    return missing;
  }

  /// Blobs that are not compressed are named after their diff id.
  private static boolean isKept(TarArchiveEntry entry, LayerCache cache) {
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return name.matches("[0-9a-f]{64}") && cache.has(new Digest("sha256:" + name));
  }
}
