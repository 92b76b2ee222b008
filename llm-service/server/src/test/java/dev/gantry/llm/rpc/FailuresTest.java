package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.generation.GenerationFailure;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What programs hear of failures that are hard to bring about.
class FailuresTest {

  @Test
  void anAnswerThatNobodyReadsIsAborted() {
    StatusException stalled =
        told(Failures.failed(new GenerationFailure.Stalled(Duration.ofSeconds(30))));

    assertThat(stalled.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(stalled.getStatus().getDescription()).isEqualTo("The answer was not read for 30 s.");
    assertThat(reason(stalled)).isEqualTo("STALLED");
  }

  @Test
  void aDiskThatFailsIsOurs() {
    StatusException failed = told(Failures.disk(new IOException("No space left on device")));

    assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failed.getStatus().getDescription())
        .isEqualTo(
            "The disk failed, and nothing was changed: java.io.IOException: No space left on"
                + " device");
    assertThat(reason(failed)).isEqualTo("DISK_FAILED");
  }

  private static StatusException told(StatusRuntimeException failure) {
    return new StatusException(failure.getStatus(), failure.getTrailers());
  }
}
