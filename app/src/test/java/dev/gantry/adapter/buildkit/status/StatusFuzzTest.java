package dev.gantry.adapter.buildkit.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.adapter.buildkit.Recordings;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A damaged message must not stop a build from being followed: either it is no message, or its
/// events can be told, folded and looked at, however strange they are.
class StatusFuzzTest {

  private static final int CASES = 100_000;
  private static final long SEED = 20_261_123;
  private static final int MESSAGES_A_BUILD = 50;
  private static final List<String> RECORDED =
      List.of("success", "cached", "failure", "cancelled", "syntax-error", "layers-fresh");

  private final Random random = new Random(SEED);

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void foldsDamagedMessages() throws Exception {
    List<byte[]> messages = messages();
    StatusMapper mapper = new StatusMapper();
    BuildProgress progress = BuildProgress.nothingYet();
    int folded = 0;
    for (int i = 0; i < CASES; i++) {
      if (i % MESSAGES_A_BUILD == 0) {
        lookAt(progress);
        mapper = new StatusMapper();
        progress = BuildProgress.nothingYet();
      }
      byte[] damaged = damaged(messages.get(random.nextInt(messages.size())));
      try {
        progress = progress.apply(mapper.events(StatusResponse.parseFrom(damaged)));
        folded++;
      } catch (InvalidProtocolBufferException _) {
        // no message at all: gRPC ends the call with that
      } catch (RuntimeException defect) {
        throw new AssertionError("case " + i + " of seed " + SEED, defect);
      }
    }

    assertThat(folded).isBetween(CASES / 10, CASES);
  }

  /// Everything that the dashboard asks of a build.
  private static void lookAt(BuildProgress progress) {
    Instant now = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(progress.tally().finished()).isBetween(0, progress.tally().total());
    assertThat(progress.elapsed(now)).isGreaterThanOrEqualTo(Duration.ZERO);
    for (Step step : progress.steps()) {
      assertThat(step.elapsed(now)).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(progress.log(step.id()).tail(5)).hasSizeLessThanOrEqualTo(5);
    }
    assertThat(progress.criticalPath(now).steps())
        .hasSizeLessThanOrEqualTo(progress.steps().size());
    assertThat(progress.failure().map(Step::name)).isNotNull();
  }

  private byte[] damaged(byte[] message) {
    byte[] bytes = message.clone();
    int wounds = 1 + random.nextInt(2);
    for (int i = 0; i < wounds && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, at + length, (byte) 0xff);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = spliced(bytes, at, length, bytes, at);
        default -> bytes = spliced(bytes, random.nextInt(bytes.length), 0, bytes, at);
      }
    }
    return bytes;
  }

  /// The bytes with `length` of them, from `to` on, replaced by a piece of `source` from `from` on.
  private byte[] spliced(byte[] bytes, int to, int length, byte[] source, int from) {
    int taken = random.nextInt(1 + Math.min(64, source.length - from));
    int end = Math.min(bytes.length, to + length);
    byte[] result = new byte[to + taken + bytes.length - end];
    System.arraycopy(bytes, 0, result, 0, to);
    System.arraycopy(source, from, result, to, taken);
    System.arraycopy(bytes, end, result, to + taken, bytes.length - end);
    return result;
  }

  private static List<byte[]> messages() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (String name : RECORDED) {
      ByteArrayInputStream in = new ByteArrayInputStream(Recordings.bytes(name + ".status"));
      for (StatusResponse message = StatusResponse.parseDelimitedFrom(in);
          message != null;
          message = StatusResponse.parseDelimitedFrom(in)) {
        messages.add(message.toByteArray());
      }
    }
    return messages;
  }
}
