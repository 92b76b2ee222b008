package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.proto.ListWorkersResponse;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.history.ShortMemory;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(60)
class ConnectionsIT {

  private final EngineProxy proxy = new EngineProxy();
  private final Connections connections = new Connections(new EngineDialer(), new ShortMemory());
  private final Connection connection = connections.to(proxy.address());

  ConnectionsIT() throws IOException {}

  @AfterEach
  void close() throws Exception {
    connections.close();
    proxy.close();
  }

  @Test
  void greetsAnEngineThatHasComeBackSinceTheAttemptToConnectBegan() throws Exception {
    beginToConnectToAHangingEngine();

    Future<ListWorkersResponse> answer = connection.greet();
    proxy.goAway();
    proxy.comeBack();

    assertThat(answer.get().getRecordList()).isNotEmpty();
  }

  @Test
  void saysThatTheEngineIsGoneWhereItDoesNotComeBack() throws Exception {
    beginToConnectToAHangingEngine();

    Future<ListWorkersResponse> answer = connection.greet();
    proxy.goAway();

    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(EngineUnreachable.class);
  }

  private void beginToConnectToAHangingEngine() throws Exception {
    proxy.hang();
    connection.channel().getState(true);
    proxy.awaitRequest();
  }
}
