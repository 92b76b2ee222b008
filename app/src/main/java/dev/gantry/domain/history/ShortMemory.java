package dev.gantry.domain.history;

import dev.gantry.domain.image.Digest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Times of layers that are known as long as the process runs, the last ones asked for.
public final class ShortMemory implements LayerTimes {
  private static final int LAYERS = 10_000;

  private final Map<Key, Optional<Duration>> times =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<Duration>> eldest) {
          return size() > LAYERS;
        }
      };

  private record Key(String engine, Digest layer) {}

  @Override
  public synchronized Map<Digest, Optional<Duration>> of(String engine, Collection<Digest> layers) {
    Map<Digest, Optional<Duration>> known = new HashMap<>();
    for (Digest layer : layers) {
      Optional<Duration> time = times.get(new Key(engine, layer));
      if (time != null) {
        known.put(layer, time);
      }
    }
    return known;
  }

  @Override
  public synchronized void keep(String engine, Map<Digest, Optional<Duration>> made) {
    made.forEach((layer, time) -> times.put(new Key(engine, layer), time));
  }
}
