package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.proto.GetSecretRequest;
import dev.gantry.adapter.buildkit.proto.GetSecretResponse;
import dev.gantry.adapter.buildkit.proto.SecretsGrpc;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// Gives the engine secrets out of files, read when they are asked for. One that is not known is
/// "not found", which is an error only where the Dockerfile says `required=true`.
final class SecretsService extends SecretsGrpc.SecretsImplBase {

  /// What BuildKit takes at most (`session/secrets`, `MaxSecretSize`).
  private static final long MAX_BYTES = 500 * 1024;

  private final Map<String, Path> secrets;
  private final Consumer<Problem> problems;

  SecretsService(Map<String, Path> secrets, Consumer<Problem> problems) {
    this.secrets = Map.copyOf(secrets);
    this.problems = problems;
  }

  @Override
  public void getSecret(GetSecretRequest request, StreamObserver<GetSecretResponse> response) {
    Path file = secrets.get(request.getId());
    if (file == null) {
      response.onError(
          Status.NOT_FOUND.withDescription("no secret " + request.getId()).asRuntimeException());
      return;
    }
    try {
      ByteString data = read(file);
      response.onNext(GetSecretResponse.newBuilder().setData(data).build());
      response.onCompleted();
    } catch (IOException failure) {
      problems.accept(new Problem.FileUnreadable(file, failure.toString()));
      response.onError(
          Status.INVALID_ARGUMENT.withDescription(failure.toString()).asRuntimeException());
    }
  }

  private static ByteString read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("a secret may have %d bytes at most".formatted(MAX_BYTES));
    }
    return ByteString.copyFrom(Files.readAllBytes(file));
  }
}
