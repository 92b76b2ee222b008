package dev.gantry.llm.metrics;

/// What is asked of which model, in the words of the semantic conventions.
///
/// @param operation chat, text_completion or embeddings
/// @param provider the engine that computes
/// @param model its name; empty where there is none yet
public record ModelRequest(String operation, String provider, String model) {
  public static final String CHAT = "chat";
  public static final String TEXT_COMPLETION = "text_completion";
  public static final String EMBEDDINGS = "embeddings";
}
