package dev.gantry.domain.history;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.image.LayerOrigin;
import java.util.List;

/// A build that is over, as it was told: it can be shown like one that runs.
///
/// @param origins of the layers that it made
/// @param events what it told; of what steps wrote only the end where that is much
public record Recording(ArchivedBuild build, List<LayerOrigin> origins, List<BuildEvent> events) {
  public Recording {
    origins = List.copyOf(origins);
    events = List.copyOf(events);
  }
}
