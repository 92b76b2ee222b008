package dev.gantry.resident;

import dev.gantry.cli.Cancellation;
import dev.gantry.cli.ResidentProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One command for one other process. What they have in common are files called by the number of
/// that process:
///
/// - `request`: the command, as [Request] reads it
/// - `claim`: made by the one who runs the command, of which there must not be two: this process,
///   or the other when it has waited long enough
/// - `out` and `err`: pipes that the other copies to its standard streams; there is no `err` where
///   both are the same stream
/// - `said`: a pipe for the exit code, or for `own`: the other has to run the command itself
/// - `life`: a pipe that the other holds open, so that its end shows whatever kills it
final class Visit implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final List<String> FILES =
      List.of("request", "out", "err", "said", "life", "claim");

  /// The code of a command that was cancelled and does not end.
  private static final int CANCELLED = 130;

  private static final int DEFECT = 1;

  private final Path directory;
  private final String name;
  private final Commands commands;
  private final Pipes pipes;
  private final Duration grace;
  private final ResidentProcess resident;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean told = new AtomicBoolean();

  /// @param name the number of the process that asks
  /// @param grace how long a command may take to end that was cancelled
  /// @param resident the process that this is
  Visit(
      Path directory,
      String name,
      Commands commands,
      Pipes pipes,
      Duration grace,
      ResidentProcess resident) {
    this.directory = directory;
    this.name = name;
    this.commands = commands;
    this.pipes = pipes;
    this.grace = grace;
    this.resident = resident;
  }

  @Override
  public void run() {
    try {
      Files.createDirectory(file("claim"));
    } catch (FileAlreadyExistsException _) {
      return; // the other has waited long enough
    } catch (IOException failure) {
      LOG.warn("Cannot take request {}", name, failure);
      return;
    }
    try {
      serve();
    } catch (IOException failure) {
      LOG.info("Request {} was given up", name, failure);
    } finally {
      over.countDown();
      clear(directory, name);
    }
  }

  /// Ends the command, in good order if it can.
  void cancel() {
    cancellation.cancel();
  }

  /// Whether the command is over within a time.
  boolean isOver(Duration patience) throws InterruptedException {
    return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void serve() throws IOException {
    Optional<Request> request = request().filter(commands::accepts);
    try (OutputStream said = pipes.writing(file("said"));
        InputStream life = pipes.reading(file("life"))) {
      if (request.isEmpty()) {
        tell(said, "own");
        return;
      }
      watch(life, said);
      int code = DEFECT;
      try (OutputStream out = pipes.writing(file("out"));
          OutputStream err = Files.exists(file("err")) ? pipes.writing(file("err")) : out) {
        code = commands.run(request.get(), new Commands.Streams(out, err), cancellation, resident);
      } finally {
        tell(said, Integer.toString(code));
      }
    }
  }

  /// Cancels the command when the other process is gone or wants so.
  private void watch(InputStream life, OutputStream said) {
    Thread.ofPlatform()
        .daemon()
        .name("life of " + name)
        .start(
            () -> {
              try {
                while (life.read() >= 0) {
                  // nothing is said there
                }
                cancellation.cancel();
                if (!isOver(grace)) {
                  tell(said, Integer.toString(CANCELLED));
                }
              } catch (IOException _) {
                // the command is over
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /// What is asked for; empty where that cannot be read.
  private Optional<Request> request() {
    try {
      Charset charset = Charset.forName(System.getProperty("native.encoding"));
      return Optional.of(Request.read(file("request"), charset).withVariablesOfProcess(charset));
    } catch (IOException failure) {
      LOG.warn("Cannot read request {}", name, failure);
      return Optional.empty();
    }
  }

  private void tell(OutputStream said, String word) throws IOException {
    if (told.compareAndSet(false, true)) {
      said.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
      said.flush();
    }
  }

  private Path file(String kind) {
    return directory.resolve(name + "." + kind);
  }

  /// Removes the files of a request.
  static void clear(Path directory, String name) {
    for (String kind : FILES) {
      try {
        Files.deleteIfExists(directory.resolve(name + "." + kind));
      } catch (IOException failure) {
        LOG.warn("A file of request {} is left", name, failure);
      }
    }
  }
}
