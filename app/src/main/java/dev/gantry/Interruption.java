package dev.gantry;

import dev.gantry.cli.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command end in good order when the process is told to end, by Ctrl-C for example: the
/// command is cancelled, and has some time to say so. The JVM then ends with 128 and the number of
/// the signal.
final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Cancellation cancellation;
  private final CountDownLatch over = new CountDownLatch(1);

  Interruption(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interruption"));
  }

  /// From now on the process may end at any time.
  void commandIsOver() {
    over.countDown();
  }

  private void interrupt() {
    if (over.getCount() == 0) {
      return;
    }
    cancellation.cancel();
    try {
      var _ = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
