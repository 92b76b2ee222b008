package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.output.RawMessages;
import dev.gantry.adapter.buildkit.output.ResultSink;
import dev.gantry.domain.problem.Problem;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;

/// Takes results of a build from the engine. There is one method for all of them
/// (`session/filesync/filesync.go`): a header says which of the build's exporters calls, and what
/// the messages are depends on that one.
final class FileSendService {

  /// The position of the exporter among those of the build; engines before 25.0 have one only and
  /// do not say it.
  private static final String EXPORTER_HEADER = "buildkit-attachable-exporter-id";

  private static final String SERVICE = "moby.filesync.v1.FileSend";
  private static final MethodDescriptor<byte[], byte[]> DIFF_COPY =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "DiffCopy"))
          .setRequestMarshaller(new RawMessages())
          .setResponseMarshaller(new RawMessages())
          .build();

  private final List<ResultSink> sinks;
  private final Consumer<Problem> problems;

  private FileSendService(List<ResultSink> sinks, Consumer<Problem> problems) {
    this.sinks = List.copyOf(sinks);
    this.problems = problems;
  }

  /// @param sinks what takes the result of each exporter, in the order of the build's exporters
  static ServerServiceDefinition of(List<ResultSink> sinks, Consumer<Problem> problems) {
    FileSendService service = new FileSendService(sinks, problems);
    return ServerInterceptors.intercept(
        ServerServiceDefinition.builder(SERVICE)
            .addMethod(DIFF_COPY, ServerCalls.asyncBidiStreamingCall(service::receive))
            .build(),
        new CallHeaders());
  }

  private StreamObserver<byte[]> receive(StreamObserver<byte[]> response) {
    return sink().receive((ServerCallStreamObserver<byte[]>) response, problems);
  }

  private ResultSink sink() {
    return CallHeaders.value(EXPORTER_HEADER)
        .filter(text -> text.matches("\\d{1,4}"))
        .map(Integer::valueOf)
        .map(position -> position < sinks.size() ? sinks.get(position) : ResultSink.NONE)
        .orElseGet(() -> sinks.isEmpty() ? ResultSink.NONE : sinks.getFirst());
  }
}
