package dev.gantry.llm.generation;

/// Receives what happens in a generation, one call at a time. Calls must not block: they come from
/// the one thread that tells everybody.
public interface GenerationListener {

  /// Whether another token can be taken now. While not, the generation is not decoded, until
  /// [Generation#resume()] is called.
  boolean isReady();

  void onEvent(GenerationEvent event);

  /// The generation broke off; nothing follows. Not called after a cancel.
  void onFailure(GenerationFailure failure);
}
