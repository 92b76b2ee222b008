package dev.gantry.llm.server;

import com.google.common.base.CaseFormat;
import dev.gantry.llm.metrics.CallMetrics.Method;
import dev.gantry.llm.metrics.ServiceMetrics;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.util.Locale;

/// Measures a call, also one that never reaches a service. Messages cost nothing. Health is not
/// measured: it is asked all the time, and from the first moment on.
final class CallTracer extends ServerStreamTracer {
  private static final String HEALTH = HealthGrpc.SERVICE_NAME + "/";
  private static final ServerStreamTracer NOTHING = new ServerStreamTracer() {};

  private final ServiceMetrics metrics;
  private final long beginNanos = System.nanoTime();
  private volatile Method method = Method.UNKNOWN;

  private CallTracer(ServiceMetrics metrics) {
    this.metrics = metrics;
  }

  static ServerStreamTracer.Factory factory(ServiceMetrics metrics) {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return fullMethodName.startsWith(HEALTH) ? NOTHING : new CallTracer(metrics);
      }
    };
  }

  @Override
  public void serverCallStarted(ServerCallInfo<?, ?> call) {
    MethodDescriptor<?, ?> descriptor = call.getMethodDescriptor();
    method =
        new Method(
            descriptor.getType().name().toLowerCase(Locale.ROOT).replace("streaming", "stream"),
            String.valueOf(descriptor.getServiceName()),
            String.valueOf(descriptor.getBareMethodName()));
    metrics.calls(calls -> calls.started(method));
  }

  @Override
  public void streamClosed(Status status) {
    long nanos = System.nanoTime() - beginNanos;
    metrics.calls(
        calls -> {
          if (method.equals(Method.UNKNOWN)) {
            calls.started(method);
          }
          calls.handled(method, name(status), nanos);
        });
  }

  /// As the middlewares write it: InvalidArgument.
  private static String name(Status status) {
    return switch (status.getCode()) {
      case OK -> "OK";
      case Status.Code code -> CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, code.name());
    };
  }
}
