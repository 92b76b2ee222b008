package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.ContentHash;
import dev.gantry.domain.image.FileAttributes;
import dev.gantry.domain.image.FileNode.SpecialFile;

/// An entry of a layer, as its archive has it. Paths are names with slashes between them, without
/// one at the beginning and at the end; the root is empty.
sealed interface LayerEntry {

  String path();

  record Folder(String path, FileAttributes attributes) implements LayerEntry {}

  record File(String path, FileAttributes attributes, long sizeBytes, ContentHash hash)
      implements LayerEntry {}

  /// One more name of a file.
  ///
  /// @param target path of an entry before this one
  record HardLink(String path, FileAttributes attributes, String target) implements LayerEntry {}

  record Symlink(String path, FileAttributes attributes, String target) implements LayerEntry {}

  record Special(String path, FileAttributes attributes, SpecialFile.Kind kind)
      implements LayerEntry {}

  /// What lower layers have under the path is gone.
  record Whiteout(String path) implements LayerEntry {}

  /// What lower layers have in the directory is gone.
  record Opaque(String path) implements LayerEntry {}
}
