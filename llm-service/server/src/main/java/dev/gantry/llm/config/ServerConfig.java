package dev.gantry.llm.config;

import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.security.ServerSecurity;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The configuration of the server, valid as a whole.
///
/// @param dataDirectory for what is kept; null keeps nothing
/// @param drainTimeout how long a shutdown waits for running generations
/// @param logLevel least level that is logged
/// @param logPrompts whether prompts and answers are
/// @param channelz whether gRPC tells of its connections and calls
public record ServerConfig(
    Listen listen,
    ServerSecurity security,
    Model model,
    Native nativeEngine,
    EngineSettings engine,
    Embedding embedding,
    @Nullable Path dataDirectory,
    ConversationLimits conversations,
    Duration drainTimeout,
    EventLog.Level logLevel,
    boolean logPrompts,
    boolean channelz) {

  /// Where to listen.
  ///
  /// @param httpPort for monitoring; null for none
  public record Listen(String host, int port, @Nullable Integer httpPort) {}

  /// Which model, and how it is taken in.
  ///
  /// @param directory from which other models can be loaded
  /// @param mapped whether the file is mapped instead of read
  /// @param contextTokens tokens of prompt and answer together; 0 to take what the model knows
  public record Model(
      Path path,
      Path directory,
      Check check,
      Duration checkTimeout,
      Swap swap,
      boolean mapped,
      int contextTokens) {}

  /// When a child process tries a model first.
  public enum Check {
    AUTO,
    ALWAYS,
    NEVER
  }

  /// How a model takes the place of another.
  public enum Swap {
    /// Beside it where there is memory for both.
    AUTO,
    BESIDE,
    INSTEAD
  }

  /// The engine for embeddings.
  ///
  /// @param engine its name, [#AUTO] or [#NONE]
  /// @param modelDirectory where the model and its vocabulary are
  /// @param nativesDirectory where its libraries are; null lets it unpack its own
  /// @param threads that compute
  /// @param queue calls that can wait
  public record Embedding(
      String engine, Path modelDirectory, @Nullable Path nativesDirectory, int threads, int queue) {
    /// The first on the class path.
    public static final String AUTO = "auto";

    /// No embeddings.
    public static final String NONE = "none";
  }

  /// The native library.
  ///
  /// @param cpuVariant name of the kernels, or "auto"
  /// @param threads threads that decode; 0 to decide by the size of the model
  public record Native(Path directory, String cpuVariant, int threads) {}
}
