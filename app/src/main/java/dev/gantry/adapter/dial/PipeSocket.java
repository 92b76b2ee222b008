package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// A connection to a named pipe of Windows. Of the JDK's classes only the asynchronous channel
/// reads and writes such a pipe at the same time.
final class PipeSocket extends StreamSocket {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);
  private static final int PIECE_BYTES = 64 * 1024;

  private final AsynchronousFileChannel pipe;

  PipeSocket(AsynchronousFileChannel pipe, String name) {
    super(name);
    this.pipe = pipe;
  }

  /// Opens the pipe; while all of its instances are busy, tries again.
  static PipeSocket open(Path file, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return new PipeSocket(
            AsynchronousFileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
            file.toString());
      } catch (NoSuchFileException absent) {
        throw absent;
      } catch (FileSystemException busy) {
        if (!String.valueOf(busy.getReason()).contains("busy") || System.nanoTime() > end) {
          throw busy;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  @Override
  public InputStream getInputStream() {
    return new PieceInputStream() {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        return result(pipe.read(ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE_BYTES)), 0));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new PieceOutputStream() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
          result(pipe.write(rest, 0));
        }
      }
    };
  }

  /// A pipe has no end of one direction.
  @Override
  public void shutdownOutput() {}

  @Override
  protected void closeStream() throws IOException {
    pipe.close();
  }

  private static int result(Future<Integer> operation) throws IOException {
    try {
      return operation.get();
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    } catch (InterruptedException _) {
      operation.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
