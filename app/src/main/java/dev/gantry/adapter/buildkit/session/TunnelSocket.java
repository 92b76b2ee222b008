package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.adapter.buildkit.proto.BytesMessage;
import dev.gantry.adapter.dial.PieceInputStream;
import dev.gantry.adapter.dial.PieceOutputStream;
import dev.gantry.adapter.dial.StreamSocket;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A byte stream within a gRPC call: both sides send pieces of it as messages (BuildKit's
/// `Control.Session`). Memory is bounded in both directions: reading asks for a message only when
/// one has been used up, and writing waits while the call is not ready for more.
final class TunnelSocket extends StreamSocket
    implements ClientResponseObserver<BytesMessage, BytesMessage> {

  /// Messages under way to this side at most; BuildKit's have 32 KiB at most.
  private static final int WINDOW_MESSAGES = 32;

  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<ByteBuffer> received = new ArrayDeque<>();
  private @Nullable ClientCallStreamObserver<BytesMessage> call;
  private boolean ended;

  TunnelSocket() {
    super("session tunnel");
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<BytesMessage> started) {
    started.disableAutoRequestWithInitial(WINDOW_MESSAGES);
    started.setOnReadyHandler(this::wake);
    call = started;
  }

  @Override
  public void onNext(BytesMessage message) {
    lock.lock();
    try {
      received.addLast(message.getData().asReadOnlyByteBuffer());
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onError(Throwable failure) {
    onCompleted();
  }

  @Override
  public void onCompleted() {
    lock.lock();
    try {
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the first bytes and returns true, or false if the stream ends before.
  boolean awaitFirstBytes() throws InterruptedIOException {
    lock.lock();
    try {
      await(() -> ended || !received.isEmpty());
      return !received.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InputStream getInputStream() {
    return new PieceInputStream() {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return receive(bytes, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new PieceOutputStream() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int start = offset; start < end; start += MAX_MESSAGE_BYTES) {
          send(Arrays.copyOfRange(bytes, start, Math.min(end, start + MAX_MESSAGE_BYTES)));
        }
      }
    };
  }

  @Override
  protected void closeStream() {
    onCompleted();
    if (call != null) {
      call.cancel("the session has ended", null);
    }
  }

  private int receive(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      await(() -> ended || !received.isEmpty());
      ByteBuffer next = received.peekFirst();
      if (next == null) {
        return -1;
      }
      int taken = Math.min(length, next.remaining());
      next.get(bytes, offset, taken);
      if (!next.hasRemaining()) {
        received.removeFirst();
        started().request(1);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void send(byte[] bytes) throws IOException {
    lock.lock();
    try {
      ClientCallStreamObserver<BytesMessage> peer = started();
      await(() -> ended || peer.isReady());
      if (ended) {
        throw new IOException("the session has ended");
      }
      peer.onNext(
          BytesMessage.newBuilder().setData(UnsafeByteOperations.unsafeWrap(bytes)).build());
    } finally {
      lock.unlock();
    }
  }

  private ClientCallStreamObserver<BytesMessage> started() throws IOException {
    if (call == null) {
      throw new IOException("the session has not begun");
    }
    return call;
  }

  private void await(BooleanSupplier condition) throws InterruptedIOException {
    try {
      while (!condition.getAsBoolean()) {
        change.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void wake() {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
