package dev.gantry.adapter.buildkit.history;

import dev.gantry.adapter.buildkit.history.PastBuild.BuiltLayer;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
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

/// Finds out of an engine's memory of builds where the layers of images come from. Loaded builds
/// are kept, since they do not change any more.
public final class BuildHistory {

  private static final Logger LOG = LoggerFactory.getLogger(BuildHistory.class);

  private static final Comparator<BuildHistoryRecord> BY_AGE =
      Comparator.comparing(build -> StatusMapper.instant(build.getCreatedAt()));

  private final HistoryClient client;
  private final Map<String, Optional<PastBuild>> loaded = new HashMap<>();

  public BuildHistory(Channel channel) {
    this.client = new HistoryClient(channel);
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
    return remembered(() -> client.record(ref).map(this::origins).orElse(List.of()));
  }

  /// The origins of an image's layers, from the build that made it first; empty where the engine
  /// does not remember one.
  public List<LayerOrigin> originsOfImage(Digest image) {
    return remembered(
        () ->
            client.records().stream()
                .filter(build -> isResult(image, build))
                .min(BY_AGE)
                .map(this::origins)
                .orElse(List.of()));
  }

  private static boolean isResult(Digest image, BuildHistoryRecord build) {
    return build.getResult().getResultsMap().values().stream()
        .anyMatch(result -> result.getDigest().equals(image.value()));
  }

  private synchronized List<LayerOrigin> origins(BuildHistoryRecord build) {
    List<BuiltLayer> layers = new ArrayList<>(load(build).map(PastBuild::layers).orElse(List.of()));
    if (layers.stream().anyMatch(BuiltLayer::lacksDuration)) {
      List<BuildHistoryRecord> all = client.records();
      loaded.keySet().retainAll(all.stream().map(BuildHistoryRecord::getRef).toList());
      findDurations(layers, EarlierBuilds.of(build, all).iterator());
    }
    return layers.stream().map(BuiltLayer::origin).toList();
  }

  /// A layer from the cache was made by an earlier build; where none of those that are read did, it
  /// stays without a duration.
  private void findDurations(List<BuiltLayer> layers, Iterator<BuildHistoryRecord> builds) {
    Set<List<String>> missing =
        layers.stream()
            .filter(BuiltLayer::lacksDuration)
            .map(BuiltLayer::chain)
            .collect(Collectors.toCollection(HashSet::new));
    while (!missing.isEmpty() && builds.hasNext()) {
      Optional<PastBuild> earlier = load(builds.next());
      layers.replaceAll(
          layer ->
              earlier
                  .filter(_ -> missing.contains(layer.chain()))
                  .flatMap(build -> build.durationOf(layer.chain()))
                  .map(layer::withDuration)
                  .orElse(layer));
      layers.stream()
          .filter(layer -> layer.origin().duration().isPresent())
          .forEach(layer -> missing.remove(layer.chain()));
    }
  }

  private Optional<PastBuild> load(BuildHistoryRecord build) {
    return loaded.computeIfAbsent(
        build.getRef(),
        _ -> {
          try {
            return client.load(build);
          } catch (IOException failure) {
            LOG.warn("No provenance of build {}: {}", build.getRef(), failure.toString());
            return Optional.empty();
          }
        });
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
