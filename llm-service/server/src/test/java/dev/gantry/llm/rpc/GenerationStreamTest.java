package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.text;
import static dev.gantry.llm.rpc.RunningService.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.Patience;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.v1.GenerateResponse;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Cancel, deadline and flow control over a real socket, on a model that answers "ping" with "pong"
/// and "novel" at great length.
class GenerationStreamTest {
  private final FakeLanguageModel model = new FakeLanguageModel(GenerationStreamTest::answer);
  private RunningService service;

  private static String answer(String prompt) {
    return prompt.equals("ping") ? "pong" : "lorem ipsum ".repeat(5_000);
  }

  @BeforeEach
  void start() throws Exception {
    service =
        new RunningService(model, 100_000, new EngineSettings(1, 1, 512, Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
    assertThat(model.openSamplers()).isZero();
  }

  @Test
  void stopsDecodingWhenTheClientCancels() throws Exception {
    BlockingClientCall<?, GenerateResponse> call = service.blocking().generate(prompt("novel"));
    for (int i = 0; i < 20; i++) {
      call.read();
    }
    call.cancel("enough", null);
    awaitIdle();

    int decoded = model.decodedTokens();
    assertThat(decoded).isBetween(20, 60_000 - 1);
    assertThat(text(service.generate(prompt("ping")))).isEqualTo("pong");
    assertThat(model.decodedTokens()).isEqualTo(decoded + 4 + 4);
    assertThat(service.log().getFirst()).startsWith("INFO generation ").contains("CANCELLED");
  }

  @Test
  void stopsDecodingWhenTheDeadlineIsOver() throws Exception {
    BlockingClientCall<?, GenerateResponse> call =
        service.blocking().withDeadlineAfter(Duration.ofMillis(300)).generate(prompt("novel"));
    assertThatThrownBy(
            () -> {
              while (call.read() != null) {
                // a reader that is slower than the deadline
                LockSupport.parkNanos(1_000_000);
              }
            })
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED));
    awaitIdle();

    assertThat(model.decodedTokens()).isLessThan(60_000);
  }

  private void awaitIdle() {
    Patience.until("the slot is free", () -> service.engine().load().active() == 0);
  }

  @Test
  void doesNotDecodeAheadOfASlowReader() throws Exception {
    BlockingClientCall<?, GenerateResponse> call = service.blocking().generate(prompt("novel"));
    call.read();
    int decoded = awaitStandstill();

    // what fits the buffers on the way, far from the 60,000 of the whole answer
    assertThat(decoded).isBetween(100, 30_000);

    int tokens = 0;
    for (GenerateResponse response = call.read(); response != null; response = call.read()) {
      tokens += response.hasToken() ? 1 : 0;
    }
    assertThat(tokens).isEqualTo(60_000 + 1);
  }

  /// Waits until nothing has been decoded for a while.
  private int awaitStandstill() {
    AtomicInteger last = new AtomicInteger(-1);
    AtomicLong since = new AtomicLong();
    Patience.until(
        "decoding stands still",
        () -> {
          int now = model.decodedTokens();
          if (now != last.getAndSet(now)) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > Duration.ofMillis(300).toNanos();
        });
    return last.get();
  }

  @Test
  void logsWhatHappenedButNotWhatWasSaid() throws Exception {
    service.generate(prompt("ping"));

    assertThat(service.log()).singleElement().asString().contains("OK", "EndOfText");
    assertThat(service.log().toString()).doesNotContain("ping").doesNotContain("pong");
  }
}
