package dev.gantry.adapter.buildkit.history;

import dev.gantry.adapter.buildkit.history.PastBuild.BuiltLayer;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.history.LayerTimes;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out of an engine's memory of builds where the layers of images come from.
///
/// What a cached layer once cost may stand in any of the engine's builds, and to look for it takes
/// longer than a build that changes nothing. So it is looked for once: times of layers are kept,
/// also that there was none to be found.
public final class BuildHistory {

  private static final Logger LOG = LoggerFactory.getLogger(BuildHistory.class);

  private static final Comparator<BuildHistoryRecord> BY_AGE =
      Comparator.comparing(build -> StatusMapper.instant(build.getCreatedAt()));

  private final HistoryClient client;
  private final String engine;
  private final LayerTimes times;

  /// @param engine address of the engine that the channel leads to
  public BuildHistory(Channel channel, String engine, LayerTimes times) {
    this.client = new HistoryClient(channel);
    this.engine = engine;
    this.times = times;
  }

  /// The builds that the engine runs or remembers, in no order.
  ///
  /// @throws StatusRuntimeException also from the next three methods
  public List<BuildHistoryRecord> builds() {
    return client.all();
  }

  /// The build with this reference.
  public Optional<BuildHistoryRecord> build(String ref) {
    return client.build(ref);
  }

  /// The record of a build that has ended, or is about to be written.
  public BuildHistoryRecord awaitEnd(String ref) {
    return client.awaitEnd(ref);
  }

  /// Why a build failed, as the client that started it was told.
  public StatusRuntimeException failure(BuildHistoryRecord build, String message) {
    return client.failure(build, message);
  }

  /// The origins of the layers that a build made, from the bottom up; empty where the engine does
  /// not remember it.
  public List<LayerOrigin> originsOfBuild(String ref) {
    return remembered(
        () -> client.record(ref).map(build -> origins(build, load(build))).orElse(List.of()));
  }

  /// As above, of a build that was watched to its end.
  ///
  /// @param steps as they ended
  public List<LayerOrigin> originsOfBuild(String ref, List<Step> steps) {
    return remembered(
        () ->
            client.record(ref).map(build -> origins(build, load(build, steps))).orElse(List.of()));
  }

  /// The origins of an image's layers, from the build that made it first; empty where the engine
  /// does not remember one.
  public List<LayerOrigin> originsOfImage(Digest image) {
    return remembered(
        () ->
            client.records().stream()
                .filter(build -> isResult(image, build))
                .min(BY_AGE)
                .map(build -> origins(build, load(build)))
                .orElse(List.of()));
  }

  private static boolean isResult(Digest image, BuildHistoryRecord build) {
    return build.getResult().getResultsMap().values().stream()
        .anyMatch(result -> result.getDigest().equals(image.value()));
  }

  private List<LayerOrigin> origins(BuildHistoryRecord build, Optional<PastBuild> loaded) {
    loaded.ifPresent(it -> times.keep(engine, optional(it.times())));
    List<BuiltLayer> layers = loaded.map(PastBuild::layers).orElse(List.of());
    Map<Digest, Optional<Duration>> earlier = earlierTimes(build, layers);
    return layers.stream()
        .map(layer -> layer.lacksDuration() ? withDuration(layer, earlier) : layer)
        .map(BuiltLayer::origin)
        .toList();
  }

  private static BuiltLayer withDuration(BuiltLayer layer, Map<Digest, Optional<Duration>> times) {
    return times.getOrDefault(layer.id(), Optional.empty()).map(layer::withDuration).orElse(layer);
  }

  /// What the layers cost that came from the cache.
  private Map<Digest, Optional<Duration>> earlierTimes(
      BuildHistoryRecord build, List<BuiltLayer> layers) {
    Set<Digest> missing =
        layers.stream()
            .filter(BuiltLayer::lacksDuration)
            .map(BuiltLayer::id)
            .collect(Collectors.toCollection(HashSet::new));
    Map<Digest, Optional<Duration>> known = new HashMap<>(times.of(engine, missing));
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      Map<Digest, Optional<Duration>> found = search(build, missing);
      times.keep(engine, found);
      known.putAll(found);
    }
    return known;
  }

  /// A layer from the cache was made by an earlier build; where none of those that are read did, it
  /// stays without a duration. Nothing is found where the engine does not answer.
  private Map<Digest, Optional<Duration>> search(BuildHistoryRecord build, Set<Digest> wanted) {
    Map<Digest, Optional<Duration>> found = new HashMap<>();
    try {
      Set<Digest> missing = new HashSet<>(wanted);
      Iterator<BuildHistoryRecord> builds = EarlierBuilds.of(build, client.records()).iterator();
      while (!missing.isEmpty() && builds.hasNext()) {
        Map<Digest, Duration> made =
            load(builds.next()).map(PastBuild::times).orElseGet(HashMap::new);
        made.keySet().retainAll(missing);
        found.putAll(optional(made));
        missing.removeAll(made.keySet());
      }
      missing.forEach(layer -> found.put(layer, Optional.empty()));
    } catch (StatusRuntimeException failure) {
      LOG.debug("The engine does not tell about earlier builds: {}", failure.toString());
    }
    return found;
  }

  private static Map<Digest, Optional<Duration>> optional(Map<Digest, Duration> times) {
    return times.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, time -> Optional.of(time.getValue())));
  }

  private Optional<PastBuild> load(BuildHistoryRecord build) {
    try {
      return client.load(build);
    } catch (IOException failure) {
      return unreadable(build, failure);
    }
  }

  private Optional<PastBuild> load(BuildHistoryRecord build, List<Step> steps) {
    try {
      return client.load(build, () -> steps);
    } catch (IOException failure) {
      return unreadable(build, failure);
    }
  }

  private static Optional<PastBuild> unreadable(BuildHistoryRecord build, IOException failure) {
    LOG.warn("No provenance of build {}: {}", build.getRef(), failure.toString());
    return Optional.empty();
  }

  private static List<LayerOrigin> remembered(Supplier<List<LayerOrigin>> search) {
    try {
      return search.get();
    } catch (StatusRuntimeException failure) {
      LOG.debug("The engine does not tell about builds: {}", failure.toString());
      return List.of();
    }
  }
}
