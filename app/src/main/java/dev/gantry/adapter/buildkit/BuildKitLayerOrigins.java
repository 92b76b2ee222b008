package dev.gantry.adapter.buildkit;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LayerOrigins;
import java.util.List;
import java.util.function.Supplier;

/// Looks the origins of layers up in the engine's memory of builds, whoever has started those.
final class BuildKitLayerOrigins implements LayerOrigins {

  private final Supplier<EngineAddress> engine;
  private final Connections connections;

  BuildKitLayerOrigins(Supplier<EngineAddress> engine, Connections connections) {
    this.engine = engine;
    this.connections = connections;
  }

  @Override
  public List<LayerOrigin> of(Image image) {
    return connections.to(engine.get()).history().originsOfImage(image.id());
  }
}
