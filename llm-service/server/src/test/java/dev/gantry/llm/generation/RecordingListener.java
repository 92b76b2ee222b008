package dev.gantry.llm.generation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps what a generation tells, and lets a test wait for it.
public class RecordingListener implements GenerationListener {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final List<GenerationEvent> events = new ArrayList<>();
  private @Nullable GenerationFailure failure;
  private volatile boolean ready = true;

  public void setReady(boolean ready) {
    this.ready = ready;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void onEvent(GenerationEvent event) {
    lock.lock();
    try {
      events.add(event);
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onFailure(GenerationFailure failure) {
    lock.lock();
    try {
      this.failure = failure;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public List<GenerationEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /// The texts of all tokens together.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (GenerationEvent event : events()) {
      if (event instanceof GenerationEvent.Token token) {
        text.append(token.text());
      }
    }
    return text.toString();
  }

  public GenerationEvent.Finished awaitFinished() throws InterruptedException {
    await(all -> all.getLast() instanceof GenerationEvent.Finished);
    return (GenerationEvent.Finished) events().getLast();
  }

  public void awaitTokens(int count) throws InterruptedException {
    await(all -> all.stream().filter(GenerationEvent.Token.class::isInstance).count() >= count);
  }

  public GenerationFailure awaitFailure() throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (failure == null && left > 0) {
        left = told.awaitNanos(left);
      }
      if (failure == null) {
        throw new AssertionError("no failure, but " + events);
      }
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private void await(Predicate<List<GenerationEvent>> condition) throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (events.isEmpty() || !condition.test(events)) {
        if (failure != null || left <= 0) {
          throw new AssertionError("waited in vain: " + events + ", failure " + failure);
        }
        left = told.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
