package dev.gantry.adapter.process;

import dev.gantry.adapter.process.OutputLine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Reads both streams of a program and passes their lines on, one at a time.
final class OutputLines {

  /// A guard against a program that never ends its line; far above any JSON document on one line
  /// that the tools here print.
  static final int MAX_LINE_CHARS = 16 * 1024 * 1024;

  private final Consumer<OutputLine> consumer;
  private final Lock oneAtATime = new ReentrantLock();
  private final List<Thread> readers;
  private boolean closed;

  OutputLines(Process process, Consumer<OutputLine> consumer) {
    this.consumer = consumer;
    this.readers =
        List.of(
            reader(process.getInputStream(), Source.STANDARD_OUTPUT),
            reader(process.getErrorStream(), Source.STANDARD_ERROR));
  }

  void startReading() {
    readers.forEach(Thread::start);
  }

  /// Waits until both streams have ended, but no longer than `patience`: a child that outlives the
  /// program may hold them open. After that nothing more is passed on.
  void finish(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Thread reader : readers) {
        reader.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
    } finally {
      oneAtATime.lock();
      try {
        closed = true;
      } finally {
        oneAtATime.unlock();
      }
    }
  }

  private Thread reader(InputStream stream, Source source) {
    return Thread.ofVirtual().name("process-output").unstarted(() -> read(stream, source));
  }

  private void read(InputStream stream, Source source) {
    StringBuilder line = new StringBuilder();
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      char[] buffer = new char[8192];
      boolean afterReturn = false;
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          char character = buffer[i];
          boolean endOfReturn = afterReturn && character == '\n';
          afterReturn = character == '\r';
          if (endOfReturn) {
            continue;
          }
          if (character == '\n' || character == '\r' || line.length() == MAX_LINE_CHARS) {
            pass(source, line);
          }
          if (character != '\n' && character != '\r') {
            line.append(character);
          }
        }
      }
    } catch (IOException _) {
      // the stream was closed under us because the program was killed; what came before counts
    }
    if (!line.isEmpty()) {
      pass(source, line);
    }
  }

  private void pass(Source source, StringBuilder line) {
    oneAtATime.lock();
    try {
      if (!closed) {
        consumer.accept(new OutputLine(source, line.toString()));
      }
    } finally {
      oneAtATime.unlock();
    }
    line.setLength(0);
  }
}
