package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.agent.SshAgent;
import dev.gantry.adapter.buildkit.proto.ssh.BytesMessage;
import dev.gantry.adapter.buildkit.proto.ssh.CheckAgentRequest;
import dev.gantry.adapter.buildkit.proto.ssh.CheckAgentResponse;
import dev.gantry.adapter.buildkit.proto.ssh.SSHGrpc;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;

/// Lets the steps of a build sign with the user's SSH agents and keys, by the ids that the
/// Dockerfile has for them. A connection of a step is a call, whose header names the agent.
final class SshService extends SSHGrpc.SSHImplBase {

  private static final String ID_HEADER = "buildkit.ssh.id";
  private static final String DEFAULT_ID = "default";

  private final Map<String, SshAgent> agents;

  private SshService(Map<String, SshAgent> agents) {
    this.agents = Map.copyOf(agents);
  }

  /// @param agents by their id
  static ServerServiceDefinition of(Map<String, SshAgent> agents) {
    return ServerInterceptors.intercept(new SshService(agents), new CallHeaders());
  }

  @Override
  public void checkAgent(CheckAgentRequest request, StreamObserver<CheckAgentResponse> response) {
    if (!agents.containsKey(idOr(request.getId()))) {
      response.onError(unknown(request.getId()));
      return;
    }
    response.onNext(CheckAgentResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public StreamObserver<BytesMessage> forwardAgent(StreamObserver<BytesMessage> response) {
    String id = idOr(CallHeaders.value(ID_HEADER).orElse(""));
    SshAgent agent = agents.get(id);
    if (agent == null) {
      response.onError(unknown(id));
      return new NoRequests<>();
    }
    AgentConnection connection =
        new AgentConnection(id, agent, (ServerCallStreamObserver<BytesMessage>) response);
    connection.start();
    return connection;
  }

  private static String idOr(String id) {
    return id.isEmpty() ? DEFAULT_ID : id;
  }

  private static RuntimeException unknown(String id) {
    return Status.NOT_FOUND.withDescription("no SSH agent " + id).asRuntimeException();
  }
}
