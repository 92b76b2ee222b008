package dev.gantry.adapter.buildkit.output;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/// Refuses a result that nobody has asked for.
final class RefusedResult implements StreamObserver<byte[]> {

  RefusedResult(StreamObserver<byte[]> call) {
    call.onError(Status.NOT_FOUND.withDescription("no such output").asRuntimeException());
  }

  @Override
  public void onNext(byte[] message) {}

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onCompleted() {}
}
