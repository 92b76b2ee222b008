package dev.gantry.llm.generation;

import static java.util.Objects.requireNonNull;

import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.TokenBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The one thread that decodes. Each step takes a token of every running generation and a part of
/// the waiting prompts, decodes them as one batch, and samples: generations join and leave between
/// steps (continuous batching). Who hears that a generation has ended finds its slot free.
final class DecodeLoop implements Runnable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /// While others decode, a prompt gets this part of a batch a step: it must not make them wait.
  private static final int SHARED_PROMPT_PART = 8;

  private final LanguageModel model;
  private final Decoder decoder;
  private final AdmissionQueue queue;
  private final EventRelay relay;
  private final Slots slots;
  private final EngineSettings settings;
  private final LongSupplier nanoTime;
  private final TokenBatch batch;

  /// In the order of admission.
  private final List<ActiveSequence> active = new ArrayList<>();

  private final List<ActiveSequence> planned = new ArrayList<>();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder generatedTokens = new LongAdder();
  private final Latencies latencies = new Latencies(new LatencyWindow(), new LatencyWindow());
  private volatile long contextTokensUsed;
  private volatile int brokenOff;
  private volatile boolean stopping;

  DecodeLoop(
      LanguageModel model,
      Decoder decoder,
      AdmissionQueue queue,
      EventRelay relay,
      EngineSettings settings,
      LongSupplier nanoTime) {
    this.model = model;
    this.decoder = decoder;
    this.queue = queue;
    this.relay = relay;
    slots = new Slots(decoder, settings.slots());
    this.settings = settings;
    this.nanoTime = nanoTime;
    batch = new TokenBatch(settings.batchTokens());
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      failEverything();
      relay.close();
    }
  }

  /// Ends the loop, also in the middle of a decode.
  void stop() {
    stopping = true;
    queue.wake();
  }

  long promptTokens() {
    return promptTokens.sum();
  }

  long generatedTokens() {
    return generatedTokens.sum();
  }

  /// Tokens that running generations have in their contexts.
  long contextTokensUsed() {
    return contextTokensUsed;
  }

  /// Generations that had not ended when the loop did.
  int brokenOff() {
    return brokenOff;
  }

  Latencies latencies() {
    return latencies;
  }

  private void step() throws InterruptedException {
    Duration wait = expel();
    admit();
    plan();
    countContexts();
    if (batch.size() == 0) {
      queue.awaitWork(wait);
    } else {
      decode();
    }
  }

  private void countContexts() {
    contextTokensUsed = active.stream().mapToLong(ActiveSequence::contextTokens).sum();
  }

  /// Ends what was cancelled or is not read; returns how long until the next could be expelled.
  private Duration expel() {
    Duration wait = LONGEST_WAIT;
    for (Iterator<ActiveSequence> all = active.iterator(); all.hasNext(); ) {
      ActiveSequence sequence = all.next();
      Duration left = settings.stallTimeout().minus(sequence.paused());
      if (sequence.generation().isCancelled()) {
        all.remove();
        leave(sequence);
      } else if (!left.isPositive()) {
        all.remove();
        fail(sequence, new GenerationFailure.Stalled(settings.stallTimeout()));
      } else if (left.compareTo(wait) < 0) {
        wait = left;
      }
    }
    return wait;
  }

  private void admit() {
    while (active.size() < settings.slots()) {
      ActiveGeneration next = queue.poll();
      if (next == null) {
        return;
      }
      Slots.Slot slot = slots.take(next.request().conversation(), next.prompt());
      try {
        active.add(new ActiveSequence(next, slot, model, decoder, latencies, nanoTime));
      } catch (RuntimeException e) {
        slots.free(slot.sequence());
        fail(next, new GenerationFailure.Broken(e.toString()), Duration.ZERO);
      }
    }
  }

  /// One token of everyone who decodes, then as much of the prompts as fits.
  private void plan() {
    batch.clear();
    planned.clear();
    for (ActiveSequence sequence : active) {
      if (!sequence.isPrompting() && sequence.paused().isZero()) {
        sequence.addTo(batch, 1);
        planned.add(sequence);
      }
    }
    int promptRoom =
        planned.isEmpty()
            ? batch.remaining()
            : Math.min(batch.remaining(), Math.max(1, batch.capacity() / SHARED_PROMPT_PART));
    for (ActiveSequence sequence : active) {
      if (sequence.isPrompting() && promptRoom > 0) {
        int added = sequence.addTo(batch, promptRoom);
        promptRoom -= added;
        promptTokens.add(added);
        planned.add(sequence);
      }
    }
  }

  private void decode() {
    try {
      switch (decoder.decode(batch, this::isAbandoned)) {
        case DECODED -> planned.forEach(this::sample);
        case ABORTED -> planned.forEach(this::endCancelled);
      }
    } catch (DecodingException | RuntimeException e) {
      planned.forEach(sequence -> breakOff(sequence, e));
    }
  }

  /// Whether nobody wants the batch that is being decoded.
  private boolean isAbandoned() {
    if (stopping) {
      return true;
    }
    for (ActiveSequence sequence : planned) {
      if (!sequence.generation().isCancelled()) {
        return false;
      }
    }
    return true;
  }

  private void sample(ActiveSequence sequence) {
    if (!sequence.hasOutput() || sequence.generation().isCancelled()) {
      return;
    }
    try {
      GenerationEvent.Finished finished = sequence.sample();
      generatedTokens.increment();
      if (finished != null) {
        finish(sequence, finished);
      }
    } catch (DecodingException | RuntimeException e) {
      breakOff(sequence, e);
    }
  }

  /// The sequence goes on to know its conversation, if it has one.
  private void finish(ActiveSequence sequence, GenerationEvent.Finished finished) {
    String conversation = sequence.generation().request().conversation();
    active.remove(sequence);
    Duration occupied = sequence.close();
    if (conversation == null) {
      slots.free(sequence.sequence());
    } else {
      slots.keep(sequence.sequence(), conversation, sequence.tokens());
    }
    countContexts();
    sequence.generation().finish(finished, () -> queue.release(occupied));
  }

  /// Where the whole loop stops, those that were not cancelled are told so at its end.
  private void endCancelled(ActiveSequence sequence) {
    if (sequence.generation().isCancelled() && active.remove(sequence)) {
      leave(sequence);
    }
  }

  private void breakOff(ActiveSequence sequence, Exception cause) {
    GenerationFailure failure = new GenerationFailure.Broken(cause.toString());
    if (active.remove(sequence)) {
      fail(sequence, failure);
    } else {
      // it broke when it was about to leave
      fail(sequence.generation(), failure, Duration.ZERO);
    }
  }

  private void leave(ActiveSequence sequence) {
    queue.release(free(sequence));
  }

  private void fail(ActiveSequence sequence, GenerationFailure failure) {
    fail(sequence.generation(), failure, free(sequence));
  }

  private void fail(ActiveGeneration generation, GenerationFailure failure, Duration occupied) {
    generation.fail(failure, () -> queue.release(occupied));
  }

  /// Ends a sequence that nobody goes on with, and returns how long it had its slot.
  private Duration free(ActiveSequence sequence) {
    Duration occupied = sequence.close();
    slots.free(sequence.sequence());
    countContexts();
    return occupied;
  }

  private void failEverything() {
    queue.close(new GenerationFailure.Draining());
    GenerationFailure why = requireNonNull(queue.closed());
    int failed = 0;
    for (ActiveSequence sequence : active) {
      fail(sequence, why);
      failed++;
    }
    active.clear();
    for (ActiveGeneration next = queue.poll(); next != null; next = queue.poll()) {
      fail(next, why, Duration.ZERO);
      failed++;
    }
    brokenOff = failed;
  }
}
