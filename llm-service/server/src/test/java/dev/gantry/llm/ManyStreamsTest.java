package dev.gantry.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.Load;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Two hundred streams at once, a third of them cancelled at a random point, a third read slowly:
/// all end, no slot is lost, and a server with a small heap takes no more memory from round to
/// round.
class ManyStreamsTest {
  private static final int STREAMS = 200;
  private static final int ROUNDS = 3;
  private static final int TOKENS = 24;
  private static final int HEAP_MEGABYTES = 96;
  private static final long MOST_GROWTH_BYTES = 32L << 20;
  private static final Duration PAUSE = Duration.ofMillis(10);

  /// Text that goes on until max_tokens.
  private static final String ENDLESS = "root ::= [a-z ]+ \"#\"";

  private final Random random = new Random(7);

  /// How a stream is to be read, and ended.
  private enum Reading {
    TO_THE_END,
    SLOWLY,
    CANCELLED
  }

  @Test
  void allEndAndNothingIsLost() throws Exception {
    try (RunningServer server =
        RunningServer.process(HEAP_MEGABYTES, TestModel.FILE, "--queue=" + STREAMS)) {
      List<Long> resident = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        runAll(server);
        Patience.until("all slots are free", () -> isIdle(server));
        resident.add(load(server).getResidentBytes());
      }

      assertThat(load(server).getContextTokensUsed()).isZero();
      assertThat(resident.getLast() - resident.getFirst())
          .as("resident after each round: %s", resident)
          .isLessThan(MOST_GROWTH_BYTES);
      assertThat(load(server).getHeapMostBytes()).isLessThanOrEqualTo(HEAP_MEGABYTES << 20);
      // each slot still generates
      assertThat(List.of(read(server, Reading.TO_THE_END, 0), TOKENS)).containsOnly(TOKENS);
    }
  }

  private void runAll(RunningServer server) throws Exception {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        Reading reading = Reading.values()[i % Reading.values().length];
        int cancelAfter = random.nextInt(TOKENS);
        streams.add(readers.submit(() -> read(server, reading, cancelAfter)));
      }
      for (int i = 0; i < STREAMS; i++) {
        int tokens = streams.get(i).get();
        if (Reading.values()[i % Reading.values().length] != Reading.CANCELLED) {
          assertThat(tokens).isEqualTo(TOKENS);
        }
      }
    }
  }

  /// Returns how many tokens came.
  private static int read(RunningServer server, Reading reading, int cancelAfter)
      throws StatusException, InterruptedException {
    BlockingClientCall<?, GenerateResponse> call =
        server
            .generations()
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("Once upon a time")
                    .setGrammar(ENDLESS)
                    .setMaxTokens(TOKENS)
                    .build());
    int tokens = 0;
    GenerateResponse last = null;
    for (GenerateResponse next = call.read(); next != null; next = call.read()) {
      last = next;
      tokens += next.hasToken() ? 1 : 0;
      if (reading == Reading.CANCELLED && tokens >= cancelAfter) {
        call.cancel("enough", null);
        return tokens;
      }
      if (reading == Reading.SLOWLY) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    assertThat(requireNonNull(last).getFinished().getGeneratedTokens()).isEqualTo(tokens);
    return tokens;
  }

  private static boolean isIdle(RunningServer server) {
    Load load = load(server);
    return load.getActive() + load.getQueued() == 0;
  }

  private static Load load(RunningServer server) {
    try {
      return server.server().getLoad(GetLoadRequest.getDefaultInstance()).getLoad();
    } catch (StatusException e) {
      throw new AssertionError(e);
    }
  }
}
