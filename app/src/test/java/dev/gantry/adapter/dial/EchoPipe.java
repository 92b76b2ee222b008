package dev.gantry.adapter.dial;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;

/// Stands for a named pipe of Windows: what is written can be read again.
final class EchoPipe extends AsynchronousFileChannel {

  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingDeque<ByteBuffer> bytes = new LinkedBlockingDeque<>();
  private volatile boolean open = true;

  @Override
  public Future<Integer> read(ByteBuffer target, long position) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(target, result));
    return result;
  }

  private void read(ByteBuffer target, CompletableFuture<Integer> result) {
    try {
      ByteBuffer next = bytes.takeFirst();
      if (next.capacity() == 0) {
        bytes.addFirst(END);
        result.completeExceptionally(new AsynchronousCloseException());
        return;
      }
      int count = Math.min(target.remaining(), next.remaining());
      target.put(next.slice(next.position(), count));
      next.position(next.position() + count);
      if (next.hasRemaining()) {
        bytes.addFirst(next);
      }
      result.complete(count);
    } catch (InterruptedException interruption) {
      result.completeExceptionally(interruption);
    }
  }

  @Override
  public Future<Integer> write(ByteBuffer source, long position) {
    if (!open) {
      return CompletableFuture.failedFuture(new ClosedChannelException());
    }
    int count = Math.min(source.remaining(), 10_000);
    ByteBuffer copy = ByteBuffer.allocate(count);
    copy.put(source.slice(source.position(), count)).flip();
    source.position(source.position() + count);
    bytes.addLast(copy);
    return CompletableFuture.completedFuture(count);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    bytes.addLast(END);
  }

  @Override
  public long size() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) {}

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> void read(
      ByteBuffer target,
      long position,
      A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> void write(
      ByteBuffer source,
      long position,
      A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException();
  }
}
