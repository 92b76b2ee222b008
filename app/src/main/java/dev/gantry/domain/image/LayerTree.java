package dev.gantry.domain.image;

/// What one layer adds, changes and removes, as the image specification of the OCI has it
/// (`layer.md`, "Whiteouts").
///
/// @param storedBytes bytes of all files that the layer stores
public record LayerTree(LayerNode.Subtree root, long storedBytes) {}
