package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Lifecycle<String> lifecycle =
      new Lifecycle<>(
          "test",
          "first",
          "last",
          state -> told.add("is " + state),
          new Lifecycle.Ending<>() {
            @Override
            public boolean drain(String state, Duration most) {
              told.add("drain " + state);
              return false;
            }

            @Override
            public void close(String state) {
              told.add("close " + state);
            }
          });

  @Test
  void tellsEveryStateAndEndsTheLastOne() throws Exception {
    lifecycle.become("loaded");
    boolean idle = lifecycle.end(PATIENCE);

    assertThat(told).containsExactly("is loaded", "is last", "drain loaded", "close loaded");
    assertThat(idle).isFalse();
    assertThat(lifecycle.state()).isEqualTo("last");
  }

  @Test
  void closesWhatIsLoadedAfterTheEnd() throws Exception {
    lifecycle.end(PATIENCE);
    lifecycle.become("late");

    assertThat(told).containsExactly("is last", "drain first", "close first", "close late");
    assertThat(lifecycle.state()).isEqualTo("last");
  }

  @Test
  void endsOnce() throws Exception {
    lifecycle.end(PATIENCE);
    assertThat(lifecycle.end(PATIENCE)).isTrue();

    assertThat(told).containsExactly("is last", "drain first", "close first");
  }

  @Test
  void interruptsWorkAndCancelsWhatWaits() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Future<Boolean> running =
        lifecycle.submit(
            () -> {
              working.countDown();
              try {
                never.await();
                return false;
              } catch (InterruptedException _) {
                return true;
              }
            });
    working.await();
    Future<String> waiting = lifecycle.submit(() -> "too late");
    lifecycle.end(PATIENCE);

    assertThat(running.get()).isTrue();
    assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> lifecycle.submit(() -> "after"))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
