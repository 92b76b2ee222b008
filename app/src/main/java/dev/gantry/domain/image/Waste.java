package dev.gantry.domain.image;

import java.util.List;

/// What an image stores for nothing: files that a later layer hides, and files that a lower layer
/// has already. No byte is counted twice.
///
/// @param items the most bytes first
/// @param bytes of all items together
/// @param storedBytes bytes of the files in all layers, with those that are wasted
public record Waste(List<Item> items, long bytes, long storedBytes) {
  public Waste {
    items = List.copyOf(items);
  }

  /// The part of what is stored that is wasted, from 0 to 1.
  public double share() {
    return storedBytes == 0 ? 0 : (double) bytes / storedBytes;
  }

  /// One file that is stored for nothing.
  ///
  /// @param path one of its names
  /// @param layer index of the layer that stores it
  public record Item(String path, int layer, long bytes, Reason reason) {}

  /// Why a stored file is of no use.
  public sealed interface Reason {

    /// A later layer removes it.
    record Removed(int inLayer) implements Reason {}

    /// A later layer has another file in its place.
    record Replaced(int inLayer) implements Reason {}

    /// A later layer stores the same bytes in its place, for another owner, other permissions or no
    /// difference at all.
    record StoredAgain(int inLayer) implements Reason {}

    /// A lower layer has the same bytes, which are still in use.
    record Copy(String ofPath, int ofLayer) implements Reason {}
  }
}
