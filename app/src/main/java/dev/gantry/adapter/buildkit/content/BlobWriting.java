package dev.gantry.adapter.buildkit.content;

import com.google.protobuf.Timestamp;
import dev.gantry.adapter.buildkit.proto.content.WriteAction;
import dev.gantry.adapter.buildkit.proto.content.WriteContentRequest;
import dev.gantry.adapter.buildkit.proto.content.WriteContentResponse;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes a blob from the engine, in requests of which each has an answer: where it stands, here are
/// bytes, that was all. The blob appears under its digest when all of it has come and its digest is
/// the one that was said.
final class BlobWriting implements StreamObserver<WriteContentRequest> {

  private final Supplier<ImageLayout> layouts;
  private final ServerCallStreamObserver<WriteContentResponse> peer;
  private final Consumer<Problem> problems;
  private final Instant begin = Instant.now();
  private @Nullable ImageLayout layout;
  private @Nullable NewBlob blob;
  private String expected = "";
  private long total;

  BlobWriting(
      Supplier<ImageLayout> layouts,
      ServerCallStreamObserver<WriteContentResponse> peer,
      Consumer<Problem> problems) {
    this.layouts = layouts;
    this.peer = peer;
    this.problems = problems;
    peer.setOnCancelHandler(this::discard);
  }

  @Override
  public synchronized void onNext(WriteContentRequest request) {
    try {
      ImageLayout target = target();
      expected = request.getExpected().isEmpty() ? expected : request.getExpected();
      total = request.getTotal() > 0 ? request.getTotal() : total;
      if (target.has(expected)) {
        throw refusal(Status.ALREADY_EXISTS, "there is a blob " + expected);
      }
      NewBlob current = blob == null ? NewBlob.in(target) : blob;
      blob = current;
      if (request.getAction() != WriteAction.STAT) {
        append(current, request);
      }
      if (request.getAction() == WriteAction.COMMIT) {
        commit(current);
      }
      answer(request.getAction(), current);
    } catch (IOException failure) {
      tell(failure);
      discard();
      peer.onError(ContentService.broken(failure));
    } catch (StatusRuntimeException refusal) {
      discard();
      peer.onError(refusal);
    }
  }

  @Override
  public void onError(Throwable failure) {
    discard();
  }

  @Override
  public synchronized void onCompleted() {
    discard();
    peer.onCompleted();
  }

  /// The layout in the header of the call, which is known while the first request is handled.
  private ImageLayout target() {
    ImageLayout known = layout == null ? layouts.get() : layout;
    layout = known;
    return known;
  }

  private static void append(NewBlob blob, WriteContentRequest request) throws IOException {
    if (request.getOffset() == 0 && blob.size() > 0) {
      blob.restart();
    }
    if (request.getOffset() != blob.size()) {
      throw refusal(Status.OUT_OF_RANGE, "the write stands at " + blob.size());
    }
    blob.append(request.getData());
  }

  private void commit(NewBlob blob) throws IOException {
    if (total > 0 && total != blob.size()) {
      throw refusal(
          Status.FAILED_PRECONDITION, blob.size() + " bytes have come, not " + total + " as said");
    }
    if (!expected.isEmpty() && !expected.equals(blob.digest())) {
      throw refusal(
          Status.FAILED_PRECONDITION, "what has come is " + blob.digest() + ", not " + expected);
    }
    blob.keep();
  }

  private void answer(WriteAction action, NewBlob current) {
    peer.onNext(
        WriteContentResponse.newBuilder()
            .setAction(action)
            .setStartedAt(timestamp(begin))
            .setUpdatedAt(timestamp(Instant.now()))
            .setOffset(current.size())
            .setTotal(total)
            .setDigest(current.digest())
            .build());
  }

  private void tell(IOException failure) {
    if (layout != null) {
      problems.accept(new Problem.OutputUnwritable(layout.directory(), failure.toString()));
    }
  }

  private synchronized void discard() {
    if (blob != null) {
      blob.close();
    }
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static StatusRuntimeException refusal(Status status, String reason) {
    return status.withDescription(reason).asRuntimeException();
  }
}
