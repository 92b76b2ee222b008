package dev.gantry.adapter.buildkit.output;

import dev.gantry.domain.problem.Problem;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Writes a result that is files, over what is in the directory already.
///
/// @param directory made if it is not there
public record DirectorySink(Path directory) implements ResultSink {
  @Override
  public StreamObserver<byte[]> receive(
      ServerCallStreamObserver<byte[]> call, Consumer<Problem> problems) {
    try {
      FileReception reception = new FileReception(new FileWriter(directory), call, problems);
      call.setOnCancelHandler(reception::abandon);
      return reception;
    } catch (IOException failure) {
      problems.accept(new Problem.OutputUnwritable(directory, failure.toString()));
      return new RefusedResult(call);
    }
  }
}
