package dev.gantry.adapter.buildkit.filesync;

import java.nio.file.Path;

/// A file, directory or link as the engine is told of it.
///
/// @param path relative to the root of the transfer, with slashes
/// @param file where it is
/// @param mode kind and permissions in the form of [FileMode]
/// @param sizeBytes 0 for a directory
/// @param modified nanoseconds since 1970
/// @param link target of a symbolic link, otherwise empty
record FileEntry(
    String path,
    Path file,
    int mode,
    long sizeBytes,
    long modified,
    String link,
    long deviceMajor,
    long deviceMinor) {

  boolean isDirectory() {
    return FileMode.isDirectory(mode);
  }
}
