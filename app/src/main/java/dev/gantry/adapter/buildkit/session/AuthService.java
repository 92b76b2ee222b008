package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.proto.AuthGrpc;
import dev.gantry.adapter.buildkit.proto.CredentialsRequest;
import dev.gantry.adapter.buildkit.proto.CredentialsResponse;
import dev.gantry.adapter.buildkit.proto.GetTokenAuthorityRequest;
import dev.gantry.adapter.buildkit.proto.GetTokenAuthorityResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/// Gives the engine credentials for registries. The engine fetches tokens with them itself: it does
/// so when this side says that it has no authority over tokens.
final class AuthService extends AuthGrpc.AuthImplBase {

  private final RegistryCredentials credentials;

  AuthService(RegistryCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public void credentials(
      CredentialsRequest request, StreamObserver<CredentialsResponse> response) {
    RegistryCredentials.Login login =
        credentials.forHost(request.getHost()).orElse(RegistryCredentials.ANONYMOUS);
    response.onNext(
        CredentialsResponse.newBuilder()
            .setUsername(login.user())
            .setSecret(login.secret())
            .build());
    response.onCompleted();
  }

  @Override
  public void getTokenAuthority(
      GetTokenAuthorityRequest request, StreamObserver<GetTokenAuthorityResponse> response) {
    response.onError(
        Status.UNAVAILABLE
            .withDescription("tokens are the engine's business")
            .asRuntimeException());
  }
}
