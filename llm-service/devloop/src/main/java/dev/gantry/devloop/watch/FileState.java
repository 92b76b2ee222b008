package dev.gantry.devloop.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file at a moment.
///
/// @param key what tells it from another file of the same name, such as its inode; null where the
///   file system has none
/// @param modified when it was written
/// @param sha256 of its content
/// @param read when its content was read
record FileState(
    @Nullable Object key, Instant modified, long sizeBytes, String sha256, Instant read) {}
