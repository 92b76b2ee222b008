package dev.gantry.devloop.serve;

/// New code compiles, but cannot be started.
final class LoadException extends Exception {
  private static final long serialVersionUID = 1;

  LoadException(Throwable cause) {
    super("%s cannot be started: %s".formatted(HotCode.ENTRY, cause), cause);
  }
}
