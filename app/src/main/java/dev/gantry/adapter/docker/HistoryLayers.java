package dev.gantry.adapter.docker;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Brings the history of an image together with its layers: the i-th entry that made a layer
/// belongs to the i-th diff id.
final class HistoryLayers {

  private HistoryLayers() {}

  /// Makes a layer of every diff id; without command and size when the history is shorter than
  /// that, as that of images that no Dockerfile made.
  ///
  /// @param history from the bottom up
  static List<Layer> of(List<Digest> diffIds, List<HistoryEntry> history) {
    if (history.size() < diffIds.size()) {
      return IntStream.range(0, diffIds.size())
          .mapToObj(i -> layer(i, diffIds.get(i), new HistoryEntry("", 0, Instant.EPOCH)))
          .toList();
    }
    List<HistoryEntry> makers = likeliest(history, diffIds.size());
    return IntStream.range(0, diffIds.size())
        .mapToObj(i -> layer(i, diffIds.get(i), makers.get(i)))
        .toList();
  }

  /// The count is known, so only entries of equal likelihood can be mistaken for each other, and
  /// those are all empty.
  private static List<HistoryEntry> likeliest(List<HistoryEntry> history, int count) {
    List<Integer> positions = new ArrayList<>(IntStream.range(0, history.size()).boxed().toList());
    positions.sort(Comparator.comparing(position -> history.get(position).likelihood()));
    return positions.stream().limit(count).sorted().map(history::get).toList();
  }

  private static Layer layer(int index, Digest diffId, HistoryEntry maker) {
    return new Layer(
        index, diffId, maker.sizeBytes(), maker.command(), maker.created(), Optional.empty());
  }
}
