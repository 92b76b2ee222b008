package dev.gantry.adapter.buildkit.session;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;

/// Lets the handler of a call read the call's headers.
final class CallHeaders implements ServerInterceptor {

  private static final Context.Key<Metadata> HEADERS = Context.key("headers of the session's call");

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Context context = Context.current().withValue(HEADERS, headers);
    return Contexts.interceptCall(context, call, headers, next);
  }

  /// A header of the call that the current thread handles.
  static Optional<String> value(String name) {
    Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    return Optional.ofNullable(HEADERS.get()).map(headers -> headers.get(key));
  }
}
