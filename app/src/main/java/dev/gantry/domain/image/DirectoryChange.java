package dev.gantry.domain.image;

/// What differs below a directory.
///
/// @param path as in `/usr/lib`; `/` for files in the root itself
public record DirectoryChange(String path, ChangeCount count) {}
