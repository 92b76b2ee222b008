package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.FileNode.SpecialFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The format of listings: gzip around the entries of a layer, each a byte for its kind, its path,
/// and what else it has. A path is written as the number of bytes that it shares with the path
/// before it, and the rest. Numbers have seven bits a byte, the lowest first.
final class LayerListing {

  /// First bytes of a listing; the last one is the version of the format.
  static final byte[] MAGIC = {'G', 'L', 'L', 1};

  static final int END = 0;
  static final int FOLDER = 1;
  static final int FILE = 2;
  static final int HARD_LINK = 3;
  static final int SYMLINK = 4;
  static final int SPECIAL = 5;
  static final int WHITEOUT = 6;
  static final int OPAQUE = 7;

  private LayerListing() {}

  /// Kinds of special files, by the byte that stands for them.
  static final List<SpecialFile.Kind> SPECIAL_FILES =
      List.of(
          SpecialFile.Kind.CHARACTER_DEVICE,
          SpecialFile.Kind.BLOCK_DEVICE,
          SpecialFile.Kind.PIPE,
          SpecialFile.Kind.FOREIGN_LINK);

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
