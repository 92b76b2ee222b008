package dev.gantry.adapter.docker;

import dev.gantry.domain.engine.EngineAddress;
import java.util.List;

/// Where an engine may listen.
sealed interface EngineCandidates {

  /// The user named one engine: that one or none.
  record Chosen(EngineAddress address) implements EngineCandidates {}

  /// Nobody chose: the first that answers.
  record Usual(List<EngineAddress> addresses) implements EngineCandidates {
    public Usual {
      addresses = List.copyOf(addresses);
    }
  }
}
