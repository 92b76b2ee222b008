package dev.gantry.adapter.docker;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What engines have told about themselves. To tell its version Docker's engine runs two programs,
/// which takes longer than all else that a command asks it for. So it is asked once, and after that
/// only whether it is still there and the same.
public final class KnownEngines {
  private final Map<EngineAddress, Known> engines = new ConcurrentHashMap<>();

  private record Known(EngineSigns signs, Reachable told) {}

  /// What the engine at an address has told, if it is the one that shows these signs.
  Optional<Reachable> at(EngineAddress address, EngineSigns signs) {
    return Optional.ofNullable(engines.get(address))
        .filter(it -> it.signs().equals(signs))
        .map(Known::told);
  }

  void keep(EngineSigns signs, Reachable told) {
    engines.put(told.address(), new Known(signs, told));
  }
}
