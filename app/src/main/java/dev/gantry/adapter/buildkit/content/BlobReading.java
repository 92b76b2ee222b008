package dev.gantry.adapter.buildkit.content;

import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.adapter.buildkit.proto.content.ReadContentRequest;
import dev.gantry.adapter.buildkit.proto.content.ReadContentResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Sends a part of a blob, a piece at a time as the engine is ready for it.
final class BlobReading {

  private static final int PIECE_BYTES = 1 << 20;

  private final FileChannel blob;
  private final ServerCallStreamObserver<ReadContentResponse> peer;
  private final long end;
  private long position;
  private boolean over;

  private BlobReading(
      FileChannel blob,
      long position,
      long end,
      ServerCallStreamObserver<ReadContentResponse> peer) {
    this.blob = blob;
    this.position = position;
    this.end = end;
    this.peer = peer;
  }

  /// @param blob closed in the end
  /// @throws IOException if the file cannot be looked at
  static void start(
      FileChannel blob,
      ReadContentRequest request,
      ServerCallStreamObserver<ReadContentResponse> peer)
      throws IOException {
    long size = blob.size();
    long begin = Math.max(0, request.getOffset());
    if (begin > size) {
      blob.close();
      peer.onError(
          Status.OUT_OF_RANGE.withDescription("the blob ends at " + size).asRuntimeException());
      return;
    }
    long wanted = request.getSize() <= 0 ? size - begin : request.getSize();
    BlobReading reading =
        new BlobReading(blob, begin, begin + Math.min(wanted, size - begin), peer);
    peer.setOnCancelHandler(reading::close);
    peer.setOnReadyHandler(reading::send);
    reading.send();
  }

  private synchronized void send() {
    try {
      while (!over && position < end && peer.isReady()) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, end - position));
        if (blob.read(piece, position) < 0) {
          throw new EOFException("the blob was cut off");
        }
        peer.onNext(
            ReadContentResponse.newBuilder()
                .setOffset(position)
                .setData(UnsafeByteOperations.unsafeWrap(piece.flip()))
                .build());
        position += piece.limit();
      }
      if (!over && position == end) {
        close();
        peer.onCompleted();
      }
    } catch (IOException failure) {
      close();
      peer.onError(ContentService.broken(failure));
    }
  }

  private synchronized void close() {
    over = true;
    try {
      blob.close();
    } catch (IOException _) {
      // it was only read
    }
  }
}
