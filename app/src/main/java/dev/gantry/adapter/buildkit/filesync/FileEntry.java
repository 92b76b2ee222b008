package dev.gantry.adapter.buildkit.filesync;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A file, directory or link as the engine is told of it.
///
/// @param path relative to the root of the transfer, with slashes
/// @param file where it is
/// @param mode kind and permissions in the form of [FileMode]
/// @param sizeBytes 0 for a directory
/// @param modified nanoseconds since 1970
/// @param link target of a symbolic link; of a file that has been listed under another name, that
///   name; otherwise empty
/// @param extended extended attributes by name
/// @param shared which file it is, if it is one with several names
record FileEntry(
    String path,
    Path file,
    int mode,
    long sizeBytes,
    long modified,
    String link,
    long deviceMajor,
    long deviceMinor,
    Map<String, ByteString> extended,
    Optional<Identity> shared) {
  FileEntry {
    extended = Map.copyOf(extended);
  }

  /// What all names of a file have in common (`st_dev` and `st_ino`).
  record Identity(long device, long inode) {}

  /// The same as another name of a file that has been listed before.
  FileEntry asLinkTo(String earlier) {
    return new FileEntry(
        path,
        file,
        mode,
        0,
        modified,
        earlier,
        deviceMajor,
        deviceMinor,
        extended,
        Optional.empty());
  }

  boolean isDirectory() {
    return FileMode.isDirectory(mode);
  }
}
