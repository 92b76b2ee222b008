package dev.gantry.ui.screenshots;

import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import java.util.function.Consumer;

final class NoInference implements InferenceService {
  static final InferenceService SERVICE = new NoInference();

  @Override
  public AutoCloseable watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    listener.accept(new ServiceHealth.Unreachable("nothing listens"));
    return () -> {};
  }

  @Override
  public Generation generate(
      ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener) {
    return () -> {};
  }
}
