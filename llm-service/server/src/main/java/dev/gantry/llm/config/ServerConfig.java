package dev.gantry.llm.config;

import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.log.EventLog;
import java.nio.file.Path;
import java.time.Duration;

/// The configuration of the server, valid as a whole.
///
/// @param drainTimeout how long a shutdown waits for running generations
/// @param logLevel least level that is logged
public record ServerConfig(
    Listen listen,
    Model model,
    Native nativeEngine,
    EngineSettings engine,
    Duration drainTimeout,
    EventLog.Level logLevel) {

  /// Where to listen.
  public record Listen(String host, int port) {}

  /// Which model, and how it is taken in.
  ///
  /// @param mapped whether the file is mapped instead of read
  /// @param contextTokens tokens of prompt and answer together; 0 to take what the model knows
  public record Model(
      Path path, Check check, Duration checkTimeout, boolean mapped, int contextTokens) {}

  /// When a child process tries a model first.
  public enum Check {
    AUTO,
    ALWAYS,
    NEVER
  }

  /// The native library.
  ///
  /// @param cpuVariant name of the kernels, or "auto"
  /// @param threads threads that decode; 0 to decide by the size of the model
  public record Native(Path directory, String cpuVariant, int threads) {}
}
