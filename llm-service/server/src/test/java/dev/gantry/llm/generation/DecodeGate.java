package dev.gantry.llm.generation;

import dev.gantry.llm.model.FakeLanguageModel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Lets the decoding thread of a fake model do as many steps as the test allows.
final class DecodeGate implements FakeLanguageModel.Gate {
  private final Semaphore permits = new Semaphore(0);
  private final Semaphore arrivals = new Semaphore(0);

  @Override
  public void pass(BooleanSupplier abort) {
    arrivals.release();
    try {
      while (!permits.tryAcquire(5, TimeUnit.MILLISECONDS)) {
        if (abort.getAsBoolean()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void allow(int steps) {
    permits.release(steps);
  }

  void open() {
    permits.release(1_000_000);
  }

  /// Waits until the thread has come to the gate as many times more.
  void awaitArrivals(int count) throws InterruptedException {
    if (!arrivals.tryAcquire(count, 20, TimeUnit.SECONDS)) {
      throw new AssertionError("no decode");
    }
  }
}
