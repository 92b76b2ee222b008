package dev.gantry.llm.generation;

import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.UnknownChatTemplateException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Generates text for many at once with one model: a bounded queue, and slots that one thread
/// decodes together. Takes the model over and closes it.
public final class BatchingEngine implements AutoCloseable {
  private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

  /// Listeners do not block: they have been told long before.
  private static final long LAST_WORDS_NANOS = Duration.ofSeconds(1).toNanos();

  private final LanguageModel model;
  private final Decoder decoder;
  private final EngineSettings settings;
  private final LongSupplier nanoTime;
  private final AdmissionQueue queue;
  private final EventRelay relay;
  private final DecodeLoop loop;
  private final Thread thread;

  private BatchingEngine(
      LanguageModel model,
      Decoder decoder,
      EngineSettings settings,
      LongSupplier nanoTime,
      UncaughtExceptionHandler onDeath) {
    this.model = model;
    this.decoder = decoder;
    this.settings = settings;
    this.nanoTime = nanoTime;
    queue = new AdmissionQueue(settings.slots(), settings.queue());
    relay = new EventRelay(onDeath);
    loop = new DecodeLoop(model, decoder, queue, relay, settings, nanoTime);
    thread = Thread.ofPlatform().name("decode").daemon().unstarted(loop);
    thread.setUncaughtExceptionHandler(onDeath);
  }

  /// An engine that runs until it is closed.
  ///
  /// @param contextTokens how many tokens prompt and answer have together at most
  /// @param threads how many threads compute
  /// @param nanoTime a clock for durations, such as [System#nanoTime()]
  /// @param onDeath told where one of its two threads died of an error; nothing works any more
  /// @throws ModelException where there is no memory for that
  public static BatchingEngine start(
      LanguageModel model,
      int contextTokens,
      int threads,
      EngineSettings settings,
      LongSupplier nanoTime,
      UncaughtExceptionHandler onDeath)
      throws ModelException {
    Decoder decoder =
        model.newDecoder(
            new DecoderSettings(settings.slots(), contextTokens, settings.batchTokens(), threads));
    BatchingEngine engine = new BatchingEngine(model, decoder, settings, nanoTime, onDeath);
    engine.relay.start();
    engine.thread.start();
    return engine;
  }

  /// Accepts a request: its first event comes before this returns.
  ///
  /// @throws GenerationException where it is refused; the listener is not called
  public Generation submit(GenerationRequest request, GenerationListener listener)
      throws GenerationException {
    long acceptedNanos = nanoTime.getAsLong();
    ActiveGeneration generation =
        new ActiveGeneration(
            request, whileOpen(() -> promptTokens(request)), listener, queue, relay, acceptedNanos);
    generation.enterQueue();
    return generation;
  }

  /// Does what needs the model, which may leave meanwhile.
  private <T> T whileOpen(Work<T> work) throws GenerationException {
    try {
      return work.result();
    } catch (IllegalStateException e) {
      GenerationFailure why = queue.closed();
      if (why == null) {
        throw e;
      }
      throw new GenerationException(why);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T result() throws GenerationException;
  }

  private int[] promptTokens(GenerationRequest request) throws GenerationException {
    PromptText text = promptText(request.input());
    int context = Math.min(request.contextTokens(), decoder.contextTokens());
    int fewestTokens = text.length() / model.info().longestPieceBytes();
    if (fewestTokens >= context) {
      throw new GenerationException(
          new GenerationFailure.PromptTooLong(fewestTokens, false, context));
    }
    int[] tokens = model.tokenize(text);
    if (tokens.length == 0) {
      throw new GenerationException(new GenerationFailure.EmptyPrompt());
    }
    if (tokens.length >= context) {
      throw new GenerationException(
          new GenerationFailure.PromptTooLong(tokens.length, true, context));
    }
    return tokens;
  }

  /// How many tokens an input has; where it is hopelessly long, how many it has at least.
  ///
  /// @throws GenerationException where it has none that can be counted
  public int countTokens(GenerationRequest.Input input) throws GenerationException {
    return whileOpen(
        () -> {
          PromptText text = promptText(input);
          int fewestTokens = text.length() / model.info().longestPieceBytes();
          return fewestTokens >= decoder.contextTokens()
              ? fewestTokens
              : model.tokenize(text).length;
        });
  }

  private PromptText promptText(GenerationRequest.Input input) throws GenerationException {
    try {
      return switch (input) {
        case GenerationRequest.Input.Text(PromptText text) -> text;
        case GenerationRequest.Input.Chat(var messages) -> model.applyChatTemplate(messages);
      };
    } catch (UnknownChatTemplateException _) {
      throw new GenerationException(new GenerationFailure.UnknownChatTemplate());
    }
  }

  /// How many tokens prompt and answer have together at most.
  public int contextTokens() {
    return decoder.contextTokens();
  }

  public EngineSettings settings() {
    return settings;
  }

  public EngineLoad load() {
    return new EngineLoad(
        queue.active(),
        queue.waiting(),
        loop.promptTokens(),
        loop.generatedTokens(),
        loop.contextTokensUsed(),
        loop.latencies().toFirstToken().percentiles(),
        loop.latencies().betweenTokens().percentiles());
  }

  /// Refuses new requests and waits until all accepted ones have ended and know it; false where the
  /// time was too short.
  public boolean drain(Duration most) throws InterruptedException {
    return drain(most, new GenerationFailure.Draining());
  }

  /// The same for another reason, which who is refused or broken off is told.
  public boolean drain(Duration most, GenerationFailure why) throws InterruptedException {
    queue.close(why);
    long deadline = System.nanoTime() + most.toNanos();
    return queue.awaitIdle(most)
        && relay.awaitTold(
            Duration.ofNanos(Math.max(LAST_WORDS_NANOS, deadline - System.nanoTime())));
  }

  /// How many generations [#close] broke off; 0 before.
  public int brokenOff() {
    return loop.brokenOff();
  }

  /// Breaks off what still runs and frees everything, the model as well.
  @Override
  public void close() {
    queue.close(new GenerationFailure.Draining());
    loop.stop();
    try {
      if (!thread.join(LONGEST_STEP)) {
        return; // the thread still computes: freeing its memory would end the process
      }
      relay.join(LONGEST_STEP);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    decoder.close();
    model.close();
  }
}
