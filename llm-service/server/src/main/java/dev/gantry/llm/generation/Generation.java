package dev.gantry.llm.generation;

/// A generation in the queue or in a slot.
public interface Generation {

  /// Ends it: no token is decoded for it any more. Does nothing after the end.
  void cancel();

  /// Tells that the listener is ready again.
  void resume();
}
