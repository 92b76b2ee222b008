package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private final RequestQueue queue = new RequestQueue();

  @Test
  void keepsTheOrderHoweverManyWait() throws Exception {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      queue.add(i);
    }
    for (int i = 0; i < 500; i++) {
      taken.add(queue.take().orElseThrow());
    }
    for (int i = 700; i < 5_000; i++) {
      queue.add(i);
    }
    for (int i = 500; i < 5_000; i++) {
      taken.add(queue.take().orElseThrow());
    }

    assertThat(taken).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void givesWhatWaitsBeforeItsEnd() throws Exception {
    queue.add(7);
    queue.close();

    assertThat(queue.take()).hasValue(7);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void endsTheWaitOfEveryTaker() throws Exception {
    FutureTask<OptionalInt> first = new FutureTask<>(queue::take);
    FutureTask<OptionalInt> second = new FutureTask<>(queue::take);
    Thread.ofVirtual().start(first);
    Thread.ofVirtual().start(second);

    queue.close();

    assertThat(first.get()).isEmpty();
    assertThat(second.get()).isEmpty();
  }
}
