package dev.gantry.devloop.watch;

/// How far a change of a file reaches.
public enum Reach {
  /// A source of the server: it is compiled.
  SOURCE,
  /// A resource of the server: it is copied.
  RESOURCE,
  /// Something that is built into the image.
  IMAGE,
  /// How the container runs.
  CONTAINER
}
