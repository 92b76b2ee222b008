package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.proto.AuthGrpc;
import dev.gantry.adapter.buildkit.proto.CredentialsRequest;
import dev.gantry.adapter.buildkit.proto.CredentialsResponse;
import dev.gantry.adapter.buildkit.proto.FetchTokenRequest;
import dev.gantry.adapter.buildkit.proto.FetchTokenResponse;
import dev.gantry.adapter.buildkit.proto.GetTokenAuthorityRequest;
import dev.gantry.adapter.buildkit.proto.GetTokenAuthorityResponse;
import dev.gantry.adapter.buildkit.proto.VerifyTokenAuthorityRequest;
import dev.gantry.adapter.buildkit.proto.VerifyTokenAuthorityResponse;
import dev.gantry.adapter.buildkit.session.RegistryCredentials.Login;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/// Gives the engine credentials for registries. The engine fetches tokens with them itself; only
/// where the user's configuration has a token for a registry does this side say that it has
/// authority over tokens, and hands that one out.
final class AuthService extends AuthGrpc.AuthImplBase {

  private final RegistryCredentials credentials;
  private final TokenAuthority authority = new TokenAuthority();

  AuthService(RegistryCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public void credentials(
      CredentialsRequest request, StreamObserver<CredentialsResponse> response) {
    Login login = login(request.getHost());
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
    if (login(request.getHost()).token().isEmpty()) {
      response.onError(
          Status.UNAVAILABLE
              .withDescription("tokens are the engine's business")
              .asRuntimeException());
      return;
    }
    response.onNext(
        GetTokenAuthorityResponse.newBuilder()
            .setPublicKey(ByteString.copyFrom(authority.publicKey()))
            .build());
    response.onCompleted();
  }

  @Override
  public void verifyTokenAuthority(
      VerifyTokenAuthorityRequest request, StreamObserver<VerifyTokenAuthorityResponse> response) {
    ByteString payload = request.getPayload();
    response.onNext(
        VerifyTokenAuthorityResponse.newBuilder()
            .setSigned(ByteString.copyFrom(authority.sign(payload.toByteArray())).concat(payload))
            .build());
    response.onCompleted();
  }

  @Override
  public void fetchToken(FetchTokenRequest request, StreamObserver<FetchTokenResponse> response) {
    response.onNext(
        FetchTokenResponse.newBuilder().setToken(login(request.getHost()).token()).build());
    response.onCompleted();
  }

  private Login login(String host) {
    return credentials.forHost(host).orElse(RegistryCredentials.ANONYMOUS);
  }
}
