package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventRelayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MORE_THAN_FIT = 3000;

  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> deaths = new LinkedBlockingQueue<>();
  private final EventRelay relay = new EventRelay((_, thrown) -> deaths.add(thrown));

  @BeforeEach
  void start() {
    relay.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    relay.close();
    assertThat(relay.join(PATIENCE)).isTrue();
  }

  @Test
  void tellsInOrderWhetherItMayWaitOrNot() throws InterruptedException {
    for (int i = 0; i < MORE_THAN_FIT; i++) {
      int number = i;
      if (i % 3 == 0) {
        relay.tell(() -> told.add(number));
      } else {
        relay.tellSoon(() -> told.add(number));
      }
    }

    assertThat(next(MORE_THAN_FIT)).isEqualTo(numbers(MORE_THAN_FIT));
  }

  @Test
  void tellsWhatMayWaitThoughNothingFollows() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      int number = i;
      relay.tellSoon(() -> told.add(number));

      assertThat(next(1)).containsExactly(i);
      TimeUnit.MICROSECONDS.sleep(100L * i); // some find it awake, and some asleep
    }
  }

  @Test
  void makesWhoDecodesWaitForWhoIsTold() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch added = new CountDownLatch(1);
    Thread decoding =
        Thread.ofPlatform()
            .start(
                () -> {
                  relay.tell(() -> pass(gate));
                  for (int i = 0; i < MORE_THAN_FIT; i++) {
                    int number = i;
                    relay.tellSoon(() -> told.add(number));
                  }
                  added.countDown();
                });

    assertThat(added.await(100, TimeUnit.MILLISECONDS)).isFalse();
    gate.countDown();

    assertThat(next(MORE_THAN_FIT)).isEqualTo(numbers(MORE_THAN_FIT));
    assertThat(decoding.join(PATIENCE)).isTrue();
  }

  @Test
  void tellsEverythingBeforeItEnds() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    relay.tell(() -> pass(gate));
    IntStream.range(0, 10).forEach(number -> relay.tellSoon(() -> told.add(number)));
    relay.close();
    gate.countDown();

    assertThat(relay.join(PATIENCE)).isTrue();
    assertThat(List.copyOf(told)).isEqualTo(numbers(10));
  }

  @Test
  void knowsWhenAllHasBeenTold() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    relay.tell(() -> pass(gate));
    relay.tellSoon(() -> told.add(1));
    assertThat(relay.awaitTold(Duration.ofMillis(20))).isFalse();
    gate.countDown();

    assertThat(relay.awaitTold(PATIENCE)).isTrue();
    assertThat(List.copyOf(told)).containsExactly(1);
  }

  @Test
  void saysWhatItDiedOfAndHoldsNobodyUp() throws InterruptedException {
    AssertionError error = new AssertionError("as if there were no memory");
    relay.tell(
        () -> {
          throw error;
        });

    assertThat(deaths.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(error);
    assertThat(relay.join(PATIENCE)).isTrue();
    for (int i = 0; i < MORE_THAN_FIT; i++) {
      relay.tellSoon(() -> told.add(0));
    }
    assertThat(relay.awaitTold(PATIENCE)).isTrue();
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Integer> next(int count) throws InterruptedException {
    List<Integer> all = new ArrayList<>();
    while (all.size() < count) {
      Integer number = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(number).isNotNull();
      all.add(number);
    }
    return all;
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
