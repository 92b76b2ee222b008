package dev.gantry.llm.generation;

import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.TokenBatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A generation in a slot: a sequence of the decoder that first takes the prompt and then grows by
/// one token a step.
final class ActiveSequence {
  private static final int NO_ROW = -1;

  private final ActiveGeneration generation;
  private final int sequence;
  private final LanguageModel model;
  private final Decoder decoder;
  private final Latencies latencies;
  private final Decoder.Sampler sampler;
  private final LongSupplier nanoTime;
  private final IntStream.Builder answer = IntStream.builder();
  private final Utf8Assembler characters = new Utf8Assembler();
  private final StopMatcher stops;
  private final int roomTokens;
  private final long startedNanos;

  /// Tokens that the decoder has, or gets with the batch that is being planned.
  private int decoded;

  private int generated;
  private int lastToken;
  private int outputRow = NO_ROW;
  private long firstTokenNanos;
  private long lastTokenNanos;
  private @Nullable Long pausedSinceNanos;

  ActiveSequence(
      ActiveGeneration generation,
      Slots.Slot slot,
      LanguageModel model,
      Decoder decoder,
      Latencies latencies,
      LongSupplier nanoTime) {
    this.generation = generation;
    sequence = slot.sequence();
    decoded = slot.decoded();
    this.model = model;
    this.decoder = decoder;
    this.latencies = latencies;
    this.nanoTime = nanoTime;
    GenerationRequest request = generation.request();
    stops = new StopMatcher(request.stop());
    roomTokens =
        Math.min(request.contextTokens(), decoder.contextTokens()) - generation.prompt().length;
    startedNanos = nanoTime.getAsLong();
    sampler =
        decoder.newSampler(
            request.sampling(), request.seed(), generation.prompt(), request.grammar());
    generation.emit(new GenerationEvent.Started(generation.prompt().length, request.seed()));
  }

  ActiveGeneration generation() {
    return generation;
  }

  int sequence() {
    return sequence;
  }

  boolean isPrompting() {
    return decoded < generation.prompt().length;
  }

  /// Whether the next batch has an answer for this sequence.
  boolean hasOutput() {
    return outputRow != NO_ROW;
  }

  /// Tokens that it has in its context.
  int contextTokens() {
    return decoded;
  }

  /// How long the client has not been ready; zero when it is.
  Duration paused() {
    if (generation.isReady()) {
      pausedSinceNanos = null;
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    if (pausedSinceNanos == null) {
      pausedSinceNanos = now;
    }
    // at least 1: paused just now is paused, too
    return Duration.ofNanos(Math.max(1, now - pausedSinceNanos));
  }

  /// Adds the next tokens to a batch and returns how many.
  int addTo(TokenBatch batch, int most) {
    outputRow = NO_ROW;
    if (!isPrompting()) {
      outputRow = batch.add(lastToken, sequence, decoded++, true);
      return 1;
    }
    int[] prompt = generation.prompt();
    int count = Math.min(most, prompt.length - decoded);
    for (int i = 0; i < count; i++) {
      boolean last = decoded == prompt.length - 1;
      int row = batch.add(prompt[decoded], sequence, decoded, last);
      outputRow = last ? row : NO_ROW;
      decoded++;
    }
    return count;
  }

  /// Samples from the decoded batch and tells the token; the last event, where the generation
  /// ended, is left to be told when the slot is free.
  GenerationEvent.@Nullable Finished sample() throws DecodingException {
    int row = outputRow;
    lastToken = sampler.sample(row);
    generated++;
    if (generation.request().conversation() != null) {
      answer.add(lastToken);
    }
    measure();
    boolean endOfText = model.endsText(lastToken);
    String text = endOfText ? "" : characters.add(model.piece(lastToken));
    StopMatcher.Result stopped = stops.add(text);
    FinishReason reason = finishReason(endOfText, stopped.stop());
    String unheld = reason != null && stopped.stop() == null ? stops.flush() : "";
    generation.emit(
        new GenerationEvent.Token(stopped.text() + unheld, lastToken, logProbability(row)));
    return reason == null
        ? null
        : new GenerationEvent.Finished(reason, generation.prompt().length, generated, timings());
  }

  private void measure() {
    long now = nanoTime.getAsLong();
    if (generated == 1) {
      firstTokenNanos = now;
      latencies.toFirstToken().add(now - generation.acceptedNanos());
    } else {
      latencies.betweenTokens().add(now - lastTokenNanos);
    }
    lastTokenNanos = now;
  }

  private @Nullable Float logProbability(int row) {
    return generation.request().logProbabilities() ? decoder.logProbability(row, lastToken) : null;
  }

  private @Nullable FinishReason finishReason(boolean endOfText, @Nullable String stop) {
    if (stop != null) {
      return new FinishReason.StopString(stop);
    }
    if (endOfText) {
      return new FinishReason.EndOfText();
    }
    if (generated >= generation.request().maxTokens()) {
      return new FinishReason.MaxTokens();
    }
    return generated >= roomTokens ? new FinishReason.ContextFull() : null;
  }

  private Timings timings() {
    return new Timings(
        Duration.ofNanos(startedNanos - generation.acceptedNanos()),
        Duration.ofNanos(firstTokenNanos - startedNanos),
        Duration.ofNanos(nanoTime.getAsLong() - firstTokenNanos));
  }

  /// The tokens that the decoder has of a conversation. Not to be asked twice.
  int[] tokens() {
    // the last one that was sampled was not decoded
    return IntStream.concat(Arrays.stream(generation.prompt()), answer.build())
        .limit(decoded)
        .toArray();
  }

  /// Ends it, and returns how long it had its slot.
  Duration close() {
    sampler.close();
    return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
  }
}
