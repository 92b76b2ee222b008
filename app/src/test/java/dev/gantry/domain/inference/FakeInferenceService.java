package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A service that is as the test says. Answers are told at once on the thread that asks, or by hand
/// through [FakeGeneration]; each event is 100 ms after the one before it.
public final class FakeInferenceService implements InferenceService {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int PROMPT_TOKENS = 7;

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final List<FakeGeneration> generations = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Feed<CodeCycle> code = new Feed<>();
  private final Feed<ServiceLoad> load = new Feed<>();
  private volatile ServiceHealth health = new ServiceHealth.Serving();
  private volatile Consumer<FakeGeneration> script = _ -> {};

  /// Changes the health and tells every watcher, unless it is the same.
  public void become(ServiceHealth next) {
    if (!next.equals(health)) {
      health = next;
      watchers.forEach(watcher -> watcher.listener().accept(next));
    }
  }

  /// Lets each prompt from now on have these tokens as its whole answer.
  public void answerWith(String... tokens) {
    script =
        generation -> {
          generation.begin(tokens);
          generation.finish(FinishReason.END_OF_TEXT);
        };
  }

  /// Lets each prompt from now on have these tokens, and then no end until it is cancelled.
  public void answerWithoutEnd(String... tokens) {
    script = generation -> generation.begin(tokens);
  }

  /// Lets each prompt from now on have these tokens, and something else happen after them.
  public void answerAndThen(Runnable then, String... tokens) {
    script =
        generation -> {
          generation.begin(tokens);
          then.run();
        };
  }

  /// Lets each prompt from now on fail.
  public void failWith(Problem problem) {
    script = generation -> generation.fail(problem);
  }

  /// What was asked so far, oldest first.
  public List<FakeGeneration> generations() {
    return List.copyOf(generations);
  }

  public FakeGeneration lastGeneration() {
    return generations.getLast();
  }

  public int watcherCount() {
    return watchers.size();
  }

  @Override
  public Watch watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    Watcher watcher = new Watcher(endpoint, listener);
    watchers.add(watcher);
    listener.accept(health);
    return () -> watchers.remove(watcher);
  }

  /// Tells every watcher what became of a save.
  public void saved(CodeCycle cycle) {
    tellOfSaves(List.of(new Watched.News<>(cycle)));
  }

  /// Tells who watches saves, now and later, these things one after the other.
  public void tellOfSaves(List<Watched<CodeCycle>> told) {
    code.tell(told);
  }

  @Override
  public Watch watchCode(ServiceEndpoint endpoint, Consumer<Watched<CodeCycle>> listener) {
    return code.watch(listener);
  }

  /// Tells every watcher how busy it is.
  public void measured(ServiceLoad now) {
    tellOfLoad(List.of(new Watched.News<>(now)));
  }

  /// Tells who watches the load, now and later, these things one after the other.
  public void tellOfLoad(List<Watched<ServiceLoad>> told) {
    load.tell(told);
  }

  public int loadWatcherCount() {
    return load.listeners.size();
  }

  @Override
  public Watch watchLoad(ServiceEndpoint endpoint, Consumer<Watched<ServiceLoad>> listener) {
    return load.watch(listener);
  }

  /// Who watches one kind of thing. A new one is told what was told last.
  private static final class Feed<T> {
    private final List<Consumer<Watched<T>>> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Watched<T>> latest = List.of();

    void tell(List<Watched<T>> told) {
      latest = List.copyOf(told);
      listeners.forEach(told::forEach);
    }

    Watch watch(Consumer<Watched<T>> listener) {
      listeners.add(listener);
      latest.forEach(listener);
      return () -> listeners.remove(listener);
    }
  }

  @Override
  public Generation generate(
      ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener) {
    FakeGeneration generation = new FakeGeneration(endpoint, prompt, listener);
    generations.add(generation);
    script.accept(generation);
    return generation;
  }

  private Instant now() {
    return time.getAndUpdate(instant -> instant.plus(STEP));
  }

  private record Watcher(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {}

  /// An answer of this service.
  public final class FakeGeneration implements Generation {
    private final ServiceEndpoint endpoint;
    private final Prompt prompt;
    private final Consumer<GenerationEvent> listener;
    private final List<String> told = new ArrayList<>();
    private boolean over;
    private boolean cancelled;

    private FakeGeneration(
        ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener) {
      this.endpoint = endpoint;
      this.prompt = prompt;
      this.listener = listener;
    }

    public ServiceEndpoint endpoint() {
      return endpoint;
    }

    public Prompt prompt() {
      return prompt;
    }

    public boolean isCancelled() {
      return cancelled;
    }

    /// Tells that the model works on the prompt, then these tokens.
    public void begin(String... tokens) {
      queue(0);
      start();
      tell(tokens);
    }

    public void queue(int ahead) {
      accept(new GenerationEvent.Queued(now(), ahead));
    }

    public void start() {
      accept(new GenerationEvent.Started(now(), PROMPT_TOKENS));
    }

    public void tell(String... tokens) {
      for (String token : tokens) {
        told.add(token);
        accept(new GenerationEvent.Token(now(), token));
      }
    }

    public void finish(FinishReason reason) {
      accept(new GenerationEvent.Finished(now(), reason, told.size()));
      over = true;
    }

    public void fail(Problem problem) {
      accept(new GenerationEvent.Failed(now(), problem));
      over = true;
    }

    @Override
    public void cancel() {
      if (!over) {
        cancelled = true;
        finish(FinishReason.CANCELLED);
      }
    }

    private void accept(GenerationEvent event) {
      if (!over) {
        listener.accept(event);
      }
    }
  }
}
