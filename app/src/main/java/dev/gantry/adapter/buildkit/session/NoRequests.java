package dev.gantry.adapter.buildkit.session;

import io.grpc.stub.StreamObserver;

/// Hears what still comes of a call that was refused.
final class NoRequests<T> implements StreamObserver<T> {
  @Override
  public void onNext(T message) {}

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onCompleted() {}
}
