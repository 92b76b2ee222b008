package dev.gantry.llm.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.UUID;
import java.util.regex.Pattern;

/// Gives each call an id for the log: the client's `x-request-id`, or a new one.
public final class RequestIds implements ServerInterceptor {
  private static final Context.Key<String> KEY = Context.key("request-id");
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Pattern ACCEPTED = Pattern.compile("[\\w.:/+=-]{1,128}");

  /// The id of the call that is being handled.
  public static String current() {
    String id = KEY.get();
    return id == null ? "" : id;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String given = headers.get(HEADER);
    String id =
        given != null && ACCEPTED.matcher(given).matches() ? given : UUID.randomUUID().toString();
    return Contexts.interceptCall(Context.current().withValue(KEY, id), call, headers, next);
  }
}
