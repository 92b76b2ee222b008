package dev.gantry.domain.inference;

import java.util.function.Consumer;

/// Port: a service that generates text.
public interface InferenceService {
  /// Watches the health until it is closed; connects again by itself. Called on a thread of the
  /// adapter.
  Watch watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener);

  /// Watches what becomes of saved code until it is closed; connects again by itself. Only a
  /// service that runs for development offers it.
  Watch watchCode(ServiceEndpoint endpoint, Consumer<Watched<CodeCycle>> listener);

  /// Watches how busy the service is, measured once a second, until it is closed; connects again by
  /// itself.
  Watch watchLoad(ServiceEndpoint endpoint, Consumer<Watched<ServiceLoad>> listener);

  /// Sends a prompt and returns at once. Events arrive in order; the last one is
  /// [GenerationEvent.Finished] or [GenerationEvent.Failed].
  Generation generate(ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener);

  /// Something that is watched until it is closed; afterwards nothing more is told.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// An answer under way.
  interface Generation {
    /// Stops it at the service too. May be called several times, also after the end.
    void cancel();
  }
}
