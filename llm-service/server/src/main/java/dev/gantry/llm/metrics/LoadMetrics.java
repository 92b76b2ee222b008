package dev.gantry.llm.metrics;

import dev.gantry.llm.generation.EngineLoad;
import dev.gantry.llm.serving.ModelState;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// How busy the model is, read when somebody asks. Where no model is loaded there are no values.
final class LoadMetrics {
  private final PrometheusRegistry registry;
  private final Supplier<ModelState> model;

  private LoadMetrics(PrometheusRegistry registry, Supplier<ModelState> model) {
    this.registry = registry;
    this.model = model;
  }

  static void register(PrometheusRegistry registry, Supplier<ModelState> model) {
    LoadMetrics metrics = new LoadMetrics(registry, model);
    GaugeWithCallback.builder()
        .name("gantry_llm_serving")
        .help("1 while the model answers, else 0.")
        .callback(callback -> callback.call(model.get() instanceof ModelState.Ready ? 1 : 0))
        .register(registry);
    metrics.gauge("gantry_llm_active_generations", "Generations in a slot.", EngineLoad::active);
    metrics.gauge(
        "gantry_llm_queued_generations", "Generations that wait for a slot.", EngineLoad::queued);
    metrics.gauge(
        "gantry_llm_context_used_tokens",
        "Tokens that running generations have in their contexts.",
        EngineLoad::contextTokensUsed);
    GaugeWithCallback.builder()
        .name("gantry_llm_slots")
        .help("Generations that can run at the same time.")
        .callback(
            callback -> metrics.ifReady(ready -> callback.call(ready.engine().settings().slots())))
        .register(registry);
    metrics.counter(
        "gantry_llm_prompt_tokens_total",
        "Tokens of prompts that were processed.",
        EngineLoad::promptTokens);
    metrics.counter(
        "gantry_llm_generated_tokens_total",
        "Tokens that were sampled.",
        EngineLoad::generatedTokens);
  }

  private void ifReady(Consumer<ModelState.Ready> consumer) {
    if (model.get() instanceof ModelState.Ready ready) {
      consumer.accept(ready);
    }
  }

  private void gauge(String name, String help, ToDoubleFunction<EngineLoad> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> ifReady(ready -> callback.call(value.applyAsDouble(ready.engine().load()))))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<EngineLoad> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            callback -> ifReady(ready -> callback.call(value.applyAsDouble(ready.engine().load()))))
        .register(registry);
  }
}
