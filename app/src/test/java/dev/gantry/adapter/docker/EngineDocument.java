package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.EngineAvailable;

/// What the engine of the tests says, as it says it: docker-java's classes leave some of it out.
public final class EngineDocument {

  private EngineDocument() {}

  /// Asks for a document.
  ///
  /// @param path such as `/info`
  public static JsonNode read(String path) {
    try (EngineConnection connection = EngineConnection.to(EngineAvailable.address(), "")) {
      return connection.document(path);
    }
  }
}
