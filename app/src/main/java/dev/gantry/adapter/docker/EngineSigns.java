package dev.gantry.adapter.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// By what an engine can be told from another one at the same address, for example after an update:
/// it says in the head of each answer what it is.
///
/// @param server its name and version, for example `Docker/28.5.2 (linux)`
/// @param apiVersion the newest that it speaks, for example `1.51`
record EngineSigns(String server, String apiVersion) {

  /// Reads the head of an answer; empty if it does not tell.
  ///
  /// @param fields by name in lower case
  static Optional<EngineSigns> of(Map<String, List<String>> fields) {
    List<String> values =
        Stream.of("server", "api-version")
            .flatMap(name -> fields.getOrDefault(name, List.of()).stream().limit(1))
            .toList();
    return values.size() == 2
        ? Optional.of(new EngineSigns(values.getFirst(), values.getLast()))
        : Optional.empty();
  }
}
