package dev.gantry.devloop.serve;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells when the first answer leaves: a message, or the end of a call.
final class FirstAnswer implements ServerInterceptor {
  private final Runnable onFirst;
  private final AtomicBoolean told = new AtomicBoolean();

  FirstAnswer(Runnable onFirst) {
    this.onFirst = onFirst;
  }

  private void tell() {
    if (told.compareAndSet(false, true)) {
      onFirst.run();
    }
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (told.get()) {
      return next.startCall(call, headers);
    }
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendMessage(R message) {
            super.sendMessage(message);
            tell();
          }

          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            tell();
          }
        },
        headers);
  }
}
