package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.proto.GetSecretRequest;
import dev.gantry.adapter.buildkit.proto.GetSecretResponse;
import dev.gantry.adapter.buildkit.proto.SecretsGrpc;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Gives the engine secrets, read when they are asked for. One that is not known, or whose variable
/// is not set, is "not found", which is an error only where the Dockerfile says `required=true`.
final class SecretsService extends SecretsGrpc.SecretsImplBase {

  /// What BuildKit takes at most (`session/secrets`, `MaxSecretSize`).
  private static final long MAX_BYTES = 500 * 1024;

  private final Map<String, SecretSource> secrets;
  private final Map<String, String> environment;
  private final Consumer<Problem> problems;

  SecretsService(
      Map<String, SecretSource> secrets,
      Map<String, String> environment,
      Consumer<Problem> problems) {
    this.secrets = Map.copyOf(secrets);
    this.environment = environment;
    this.problems = problems;
  }

  @Override
  public void getSecret(GetSecretRequest request, StreamObserver<GetSecretResponse> response) {
    Optional<ByteString> data = Optional.empty();
    try {
      data = secret(request.getId());
    } catch (GantryException failure) {
      problems.accept(failure.problem());
      response.onError(
          Status.INVALID_ARGUMENT.withDescription(failure.toString()).asRuntimeException());
      return;
    }
    if (data.isEmpty()) {
      response.onError(
          Status.NOT_FOUND.withDescription("no secret " + request.getId()).asRuntimeException());
      return;
    }
    response.onNext(GetSecretResponse.newBuilder().setData(data.get()).build());
    response.onCompleted();
  }

  private Optional<ByteString> secret(String id) {
    SecretSource source = secrets.get(id);
    return switch (source) {
      case null -> Optional.empty();
      case SecretSource.FromFile(Path file) -> Optional.of(read(file));
      case SecretSource.FromEnvironment(String variable) ->
          Optional.ofNullable(environment.get(variable)).map(ByteString::copyFromUtf8);
    };
  }

  private static ByteString read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("a secret may have %d bytes at most".formatted(MAX_BYTES));
      }
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new GantryException(new Problem.FileUnreadable(file, failure.toString()), failure);
    }
  }
}
