package dev.gantry.adapter.buildkit.filesync;

import dev.gantry.adapter.buildkit.proto.Packet;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The outgoing side of a transfer: takes packets from several threads and lets them wait while the
/// engine is not ready for more.
final class PacketSink {

  /// How much may wait to be sent before the engine counts as not ready.
  private static final int BUFFER_BYTES = 256 * 1024;

  /// How much is sent at once when it is ready again: a wakeup for each packet would cost more than
  /// the packet.
  private static final int BATCH_BYTES = 256 * 1024;

  private final ServerCallStreamObserver<Packet> peer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean closed;
  private int allowance;

  PacketSink(ServerCallStreamObserver<Packet> peer) {
    this.peer = peer;
    peer.setOnReadyThreshold(BUFFER_BYTES);
    peer.setOnReadyHandler(this::wake);
  }

  /// Sends a packet; waits before that if need be.
  ///
  /// @throws CancellationException if the transfer has ended
  void send(Packet packet) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && allowance <= 0) {
        if (peer.isReady()) {
          allowance = BATCH_BYTES;
        } else {
          change.await();
        }
      }
      if (closed) {
        throw new CancellationException("the transfer has ended");
      }
      allowance -= packet.getSerializedSize();
      peer.onNext(packet);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the transfer as agreed. Does not wait, so that it may be called by the thread that tells
  /// when the engine is ready.
  void finish() {
    lock.lock();
    try {
      if (!closed) {
        close();
        peer.onNext(FilePackets.FINISHED);
        peer.onCompleted();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The engine has nothing more to say.
  void complete() {
    lock.lock();
    try {
      if (!closed) {
        close();
        peer.onCompleted();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the transfer, and tells the engine why. Does not wait either.
  void fail(String reason) {
    lock.lock();
    try {
      if (!closed) {
        close();
        peer.onNext(FilePackets.error(reason));
        peer.onError(Status.UNKNOWN.withDescription(reason).asRuntimeException());
      }
    } finally {
      lock.unlock();
    }
  }

  /// The engine has ended the transfer.
  void abandon() {
    lock.lock();
    try {
      close();
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    closed = true;
    change.signalAll();
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
