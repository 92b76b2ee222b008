package dev.gantry.domain.plan;

import java.nio.file.Path;
import java.util.Map;

/// Port: keeps digests of files, so that a file is read again only when it has changed. Whatever
/// goes wrong with it, nothing is lost but time, so nothing is thrown.
public interface FileHashes {

  /// A digest and what the file was like when it was worked out.
  ///
  /// @param modified nanoseconds since 1970
  record Hash(long sizeBytes, long modified, String digest) {}

  /// What is known of the files of a directory, by path from there.
  Map<String, Hash> of(Path directory);

  /// Replaces what is known of the files of a directory.
  void keep(Path directory, Map<String, Hash> hashes);
}
