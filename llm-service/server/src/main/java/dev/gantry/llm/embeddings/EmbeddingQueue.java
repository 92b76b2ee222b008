package dev.gantry.llm.embeddings;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.TokenizedText;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Lets one caller at a time compute, in small batches, in the order of their coming; few may wait.
public final class EmbeddingQueue implements AutoCloseable {
  /// Texts that are computed together: more make no text faster.
  private static final int BATCH = 32;

  private final EmbeddingEngine engine;
  private final WordPieceTokenizer tokenizer;
  private final int mostCallers;
  private final Semaphore places;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean closed;

  /// @param mostCallers who computes and who waits
  public EmbeddingQueue(EmbeddingEngine engine, WordPieceTokenizer tokenizer, int mostCallers) {
    this.engine = engine;
    this.tokenizer = tokenizer;
    this.mostCallers = mostCallers;
    places = new Semaphore(mostCallers);
  }

  /// Embeds texts; waits for those who came before.
  ///
  /// @param abandoned asked before every batch; true ends the call
  /// @throws BusyException where as many wait as may
  /// @throws CancellationException where it was abandoned
  public List<EmbeddedText> embed(List<String> texts, BooleanSupplier abandoned)
      throws BusyException, EmbeddingException {
    if (!places.tryAcquire()) {
      throw new BusyException(mostCallers);
    }
    try {
      List<TokenizedText> tokenized = texts.stream().map(tokenizer::tokenize).toList();
      return compute(tokenized, abandoned);
    } finally {
      places.release();
    }
  }

  private List<EmbeddedText> compute(List<TokenizedText> texts, BooleanSupplier abandoned)
      throws EmbeddingException {
    // those of like length together: a batch is as long as its longest
    List<Integer> order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).size()))
            .toList();
    EmbeddedText[] results = new EmbeddedText[texts.size()];
    for (int from = 0; from < order.size(); from += BATCH) {
      List<Integer> batch = order.subList(from, Math.min(from + BATCH, order.size()));
      List<float[]> vectors =
          inTurn(batch.stream().map(i -> texts.get(i).tokens()).toList(), abandoned);
      for (int i = 0; i < batch.size(); i++) {
        TokenizedText text = texts.get(batch.get(i));
        results[batch.get(i)] = new EmbeddedText(vectors.get(i), text.size(), text.truncated());
      }
    }
    return List.of(results);
  }

  private List<float[]> inTurn(List<int[]> batch, BooleanSupplier abandoned)
      throws EmbeddingException {
    turn.lock();
    try {
      if (closed || abandoned.getAsBoolean()) {
        throw new CancellationException("nobody waits for it");
      }
      return new ArrayList<>(engine.embed(batch));
    } finally {
      turn.unlock();
    }
  }

  /// Waits until nobody computes or waits; false where the time was too short.
  public boolean awaitIdle(Duration most) throws InterruptedException {
    boolean idle = places.tryAcquire(mostCallers, most.toNanos(), TimeUnit.NANOSECONDS);
    if (idle) {
      places.release(mostCallers);
    }
    return idle;
  }

  /// Ends calls before their next batch, waits for the one that is being computed, and frees the
  /// engine.
  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        engine.close();
      }
    } finally {
      turn.unlock();
    }
  }

  /// As many wait as may.
  public static final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int callers;

    BusyException(int callers) {
      super(callers + " calls are there already");
      this.callers = callers;
    }

    public int callers() {
      return callers;
    }
  }
}
