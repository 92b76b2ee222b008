package dev.gantry.adapter.buildkit.output;

import dev.gantry.domain.problem.Problem;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/// What becomes of the result of one exporter.
public interface ResultSink {

  /// Nothing comes to this machine.
  ResultSink NONE = (call, _) -> new RefusedResult(call);

  /// Begins to take the result.
  ///
  /// @param call the way back to the engine
  /// @param problems learns why the result cannot be taken
  StreamObserver<byte[]> receive(ServerCallStreamObserver<byte[]> call, Consumer<Problem> problems);
}
