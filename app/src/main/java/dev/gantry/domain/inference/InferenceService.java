package dev.gantry.domain.inference;

import java.util.Optional;
import java.util.function.Consumer;

/// Port: a service that generates text.
public interface InferenceService {
  /// Watches the health until the returned handle is closed; connects again by itself. Called on a
  /// thread of the adapter.
  AutoCloseable watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener);

  /// Watches what becomes of saved code until the returned handle is closed; connects again by
  /// itself. Empty where the service does not run for development, or nothing was saved yet.
  AutoCloseable watchCode(ServiceEndpoint endpoint, Consumer<Optional<CodeCycle>> listener);

  /// Sends a prompt and returns at once. Events arrive in order; the last one is
  /// [GenerationEvent.Finished] or [GenerationEvent.Failed].
  Generation generate(ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener);

  /// An answer under way.
  interface Generation {
    /// Stops it at the service too. May be called several times, also after the end.
    void cancel();
  }
}
