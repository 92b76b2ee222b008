package dev.gantry.resident;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Opens named pipes, for which the system waits until somebody opens the other end: here it does
/// so for a while only.
final class Pipes implements AutoCloseable {
  private final Duration patience;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pipes").factory());

  Pipes(Duration patience) {
    this.patience = patience;
  }

  /// A work that waits for the other end.
  private interface Opening<T> {
    T open() throws IOException;
  }

  /// Nobody at the other end shows as the end of the stream.
  InputStream reading(Path pipe) throws IOException {
    return opened(pipe, () -> Files.newInputStream(pipe));
  }

  /// Nobody at the other end shows as an error when something is written.
  OutputStream writing(Path pipe) throws IOException {
    return opened(pipe, () -> Files.newOutputStream(pipe, StandardOpenOption.WRITE));
  }

  private <T> T opened(Path pipe, Opening<T> opening) throws IOException {
    ScheduledFuture<?> alarm =
        alarms.schedule(() -> release(pipe), patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return opening.open();
    } finally {
      alarm.cancel(false);
    }
  }

  /// To open both ends at once needs nobody else, and lets those go on who wait for one.
  static void release(Path pipe) {
    try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
      both.getFD();
    } catch (IOException _) {
      // the pipe is gone, and then nobody waits
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
