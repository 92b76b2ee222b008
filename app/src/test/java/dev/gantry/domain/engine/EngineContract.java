package dev.gantry.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every engine does. The engine of the test answers at first.
public abstract class EngineContract {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  protected abstract Engine engine();

  /// Makes the engine stop to answer.
  protected abstract void stopEngine() throws Exception;

  /// Makes the engine answer again.
  protected abstract void startEngine() throws Exception;

  @Test
  void saysWhoAnswers() {
    assertThat(engine().check())
        .isInstanceOfSatisfying(
            Reachable.class,
            reachable -> {
              assertThat(reachable.version()).isNotBlank();
              assertThat(reachable.apiVersion()).matches("\\d+\\.\\d+");
              assertThat(reachable.platform()).matches("[a-z]+/[a-z0-9]+");
            });
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    stopEngine();

    assertThat(engine().check()).isInstanceOf(Unreachable.class);
  }

  @Test
  void tellsANewWatcherTheStatusAtOnce() throws Exception {
    BlockingQueue<EngineStatus> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = engine().watch(told::add)) {
      assertThat(next(told)).isInstanceOf(Reachable.class);
    }
  }

  @Test
  void tellsWhenTheEngineGoesAndReturns() throws Exception {
    BlockingQueue<EngineStatus> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = engine().watch(told::add)) {
      EngineStatus first = next(told);
      stopEngine();
      EngineStatus gone = next(told);
      startEngine();
      EngineStatus returned = next(told);

      assertThat(first).isInstanceOf(Reachable.class);
      assertThat(gone).isInstanceOf(Unreachable.class);
      assertThat(returned).isEqualTo(first);
    }
  }

  @Test
  void tellsAllWatchers() throws Exception {
    BlockingQueue<EngineStatus> one = new LinkedBlockingQueue<>();
    BlockingQueue<EngineStatus> other = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = engine().watch(one::add);
        AutoCloseable _ = engine().watch(other::add)) {
      next(one);
      next(other);
      stopEngine();

      assertThat(next(one)).isInstanceOf(Unreachable.class);
      assertThat(next(other)).isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void tellsNothingAfterTheWatchHasEnded() throws Exception {
    BlockingQueue<EngineStatus> ended = new LinkedBlockingQueue<>();
    BlockingQueue<EngineStatus> open = new LinkedBlockingQueue<>();
    AutoCloseable watch = engine().watch(ended::add);
    next(ended);

    try (AutoCloseable _ = engine().watch(open::add)) {
      next(open);
      watch.close();
      stopEngine();

      assertThat(next(open)).isInstanceOf(Unreachable.class);
      assertThat(ended).isEmpty();
    }
  }

  private static EngineStatus next(BlockingQueue<EngineStatus> told) throws InterruptedException {
    EngineStatus status = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(status).as("status within %s", PATIENCE).isNotNull();
    return status;
  }
}
