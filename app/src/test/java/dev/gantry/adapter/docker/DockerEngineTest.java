package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineContract;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DockerEngineTest extends EngineContract {

  @TempDir private static Path directory;

  private final AtomicBoolean hangs = new AtomicBoolean();
  private UnixServer server;
  private DockerEngine engine;

  @BeforeEach
  void start() throws IOException {
    server =
        new UnixServer(
            directory.resolve("docker.sock"), FakeDaemon.of("28.5.2", "1.51", "1.24", hangs::get));
    engine = engine(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    server.close();
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected void stopEngine() throws IOException {
    server.stop();
  }

  @Override
  protected void startEngine() throws IOException {
    server.start();
  }

  @Test
  void tellsAnEngineThatIsGoneFromOneThatNeverWas() throws Exception {
    engine.check();

    server.stop();

    assertThat(engine.check())
        .isEqualTo(
            new Unreachable(
                new Problem.EngineWentAway(server.host(), "No such file or directory")));
  }

  @Test
  void tellsWithinTwoSecondsThatTheEngineHasReturned() throws Exception {
    server.stop();
    BlockingQueue<EngineStatus> told = new LinkedBlockingQueue<>();
    try (AutoCloseable _ = engine.watch(told::add)) {
      told.poll(5, TimeUnit.SECONDS);
      // long enough for the pauses between questions to have grown
      assertThat(told.poll(3, TimeUnit.SECONDS)).isNull();

      server.start();

      assertThat(told.poll(2, TimeUnit.SECONDS)).isInstanceOf(EngineStatus.Reachable.class);
    }
  }

  @Test
  void tellsThatTheEngineHangsAndRecovers() throws Exception {
    BlockingQueue<EngineStatus> told = new LinkedBlockingQueue<>();
    // loads the classes, which takes longer than the deadline on a busy machine
    engine.check();
    try (DockerEngine impatient = engine(Duration.ofSeconds(2));
        AutoCloseable _ = impatient.watch(told::add)) {
      assertThat(told.poll(5, TimeUnit.SECONDS)).isInstanceOf(EngineStatus.Reachable.class);

      hangs.set(true);

      assertThat(told.poll(10, TimeUnit.SECONDS))
          .isEqualTo(
              new Unreachable(
                  new Problem.EngineWentAway(server.host(), "no answer within 2000 ms")));
      assertThat(told.poll(3, TimeUnit.SECONDS)).isNull();

      hangs.set(false);

      assertThat(told.poll(10, TimeUnit.SECONDS)).isInstanceOf(EngineStatus.Reachable.class);
    }
  }

  @Test
  void keepsNoConnectionWhenNobodyWatches() throws Exception {
    BlockingQueue<EngineStatus> told = new LinkedBlockingQueue<>();
    AutoCloseable watch = engine.watch(told::add);
    told.poll(5, TimeUnit.SECONDS);
    assertThat(connectionsBecome(1)).isTrue();

    watch.close();

    assertThat(connectionsBecome(0)).isTrue();
  }

  private DockerEngine engine(Duration answerDeadline) {
    return new DockerEngine(
        new EngineLocator(
            new EngineEnvironment(
                Map.of("DOCKER_HOST", server.host()), directory, directory, false),
            Optional::empty),
        new KnownEngines(),
        answerDeadline,
        Duration.ofMillis(200));
  }

  private boolean connectionsBecome(int count) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (server.clientCount() != count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return server.clientCount() == count;
  }
}
