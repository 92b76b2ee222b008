package dev.gantry.domain.image;

import java.util.Collections;
import java.util.SortedMap;

/// A file or directory of an image. Its name is known to the directory that it is in. Times and
/// extended attributes are left out: the first differ in every build, the second in hardly any.
public sealed interface FileNode {

  FileAttributes attributes();

  /// A directory with what is in it, by name.
  record Directory(FileAttributes attributes, SortedMap<String, FileNode> children)
      implements FileNode {

    /// @param children must not be changed any more; trees share them, so they are not copied
    public Directory {
      children = Collections.unmodifiableSortedMap(children);
    }
  }

  /// Everything that is no directory.
  sealed interface Leaf extends FileNode, LayerNode {

    /// What the leaf takes in the image, in bytes.
    default long sizeBytes() {
      return 0;
    }

    /// Whether a container could not tell one from the other.
    boolean looksLike(Leaf other);
  }

  /// A file with bytes.
  record RegularFile(FileAttributes attributes, FileContent content) implements Leaf {
    @Override
    public long sizeBytes() {
      return content.sizeBytes();
    }

    @Override
    public boolean looksLike(Leaf other) {
      return other instanceof RegularFile(var itsAttributes, var itsContent)
          && attributes.equals(itsAttributes)
          && content.sameBytes(itsContent);
    }
  }

  /// A symbolic link.
  record SymbolicLink(FileAttributes attributes, String target) implements Leaf {
    @Override
    public boolean looksLike(Leaf other) {
      return equals(other);
    }
  }

  /// A device, a pipe, or a hard link to a file that the layer does not have.
  record SpecialFile(FileAttributes attributes, Kind kind) implements Leaf {
    @Override
    public boolean looksLike(Leaf other) {
      return equals(other);
    }

    /// What a special file is.
    public enum Kind {
      CHARACTER_DEVICE,
      BLOCK_DEVICE,
      PIPE,
      FOREIGN_LINK
    }
  }
}
