package dev.gantry.domain.inference;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where a service's way in is written: files, and the name that its certificate has.
///
/// @param tlsServerName name that the certificate of the service has to have; empty for its host
public record AccessFiles(Map<AccessFile, Named> files, Optional<String> tlsServerName) {

  /// Nothing is wanted.
  public static final AccessFiles NONE = new AccessFiles(Map.of(), Optional.empty());

  public AccessFiles {
    files = Map.copyOf(files);
  }

  /// A file, and what names it: an option, a variable or a label.
  public record Named(String by, Path file) {}

  /// These, and of the others what is not among these.
  public AccessFiles or(AccessFiles others) {
    Map<AccessFile, Named> all = new HashMap<>(others.files);
    all.putAll(files);
    return new AccessFiles(all, tlsServerName.or(others::tlsServerName));
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /// Whether an option, variable or label of this name is among what names these.
  public boolean isNamedBy(String name) {
    return files.values().stream().anyMatch(named -> named.by().equals(name));
  }

  public Optional<Named> named(AccessFile file) {
    return Optional.ofNullable(files.get(file));
  }
}
