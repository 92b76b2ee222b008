package dev.gantry.llm.server;

import static dev.gantry.llm.log.EventLog.field;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.security.BearerToken;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TlsIdentity;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Lets through whoever shows what the server wants to see, a certificate or the token. Health is
/// open: who asks for it are supervisors that have neither, and it tells nothing but up or down.
final class Authentication implements ServerInterceptor {
  private static final String DOMAIN = "gantry.llm.v1";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ServerSecurity security;
  private final EventLog log;

  Authentication(ServerSecurity security, EventLog log) {
    this.security = security;
    this.log = log;
  }

  /// What the transport does about it. Certificates of clients are checked where they are shown,
  /// and their absence here, so that health stays open.
  static ServerCredentials credentials(ServerSecurity security) {
    TlsIdentity identity = security.identity();
    if (identity == null) {
      return InsecureServerCredentials.create();
    }
    TlsServerCredentials.Builder tls =
        TlsServerCredentials.newBuilder().keyManager(identity.keyManagers());
    var trustManagers = identity.trustManagers();
    if (trustManagers != null) {
      tls.trustManager(trustManagers).clientAuth(ClientAuth.OPTIONAL);
    }
    return tls.build();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    StatusRuntimeException refused = refusal(call, headers);
    if (refused == null) {
      return next.startCall(call, headers);
    }
    log.write(
        Level.WARN,
        "call.refused",
        field("request_id", RequestIds.current()),
        field("method", call.getMethodDescriptor().getFullMethodName()),
        field("peer", String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))),
        field("message", String.valueOf(refused.getStatus().getDescription())));
    Metadata details = refused.getTrailers();
    call.close(refused.getStatus(), details == null ? new Metadata() : details);
    return new ServerCall.Listener<>() {};
  }

  private @Nullable StatusRuntimeException refusal(ServerCall<?, ?> call, Metadata headers) {
    if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return null;
    }
    if (security.wantsClientCertificate()
        && !hasShownCertificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))) {
      return unauthenticated(
          "The server wants to see a client certificate.", "CLIENT_CERTIFICATE_MISSING");
    }
    BearerToken token = security.token();
    String authorization = headers.get(AUTHORIZATION);
    if (token == null || token.isIn(authorization)) {
      return null;
    }
    return authorization == null
        ? unauthenticated(
            "The server wants a token, as metadata \"authorization: Bearer ...\".", "TOKEN_MISSING")
        : unauthenticated("This is not the token of the server.", "TOKEN_WRONG");
  }

  private static StatusRuntimeException unauthenticated(String message, String reason) {
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(Code.UNAUTHENTICATED_VALUE)
            .setMessage(message)
            .addDetails(
                Any.pack(ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build()))
            .build());
  }

  private static boolean hasShownCertificate(@Nullable SSLSession session) {
    try {
      return session != null && session.getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException _) {
      return false;
    }
  }
}
