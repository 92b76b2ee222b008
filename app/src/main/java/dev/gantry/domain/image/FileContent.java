package dev.gantry.domain.image;

/// Bytes that a layer stores once. Hard links to a file share its content.
///
/// @param layer index of the layer that holds the bytes
/// @param number which of the layer's stored files this is; with the layer it names the content
public record FileContent(ContentHash hash, long sizeBytes, int layer, int number) {

  /// Whether both are the same bytes, wherever they are stored.
  public boolean sameBytes(FileContent other) {
    return hash.equals(other.hash);
  }
}
