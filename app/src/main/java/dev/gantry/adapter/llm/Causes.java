package dev.gantry.adapter.llm;

import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the words that explain a failed call best.
final class Causes {

  private Causes() {}

  /// The message of the innermost exception, for example `Connection refused`, else what the server
  /// said.
  static String of(Status status) {
    return innermost(status.getCause())
        .or(() -> Optional.ofNullable(status.getDescription()))
        .orElse(status.getCode().name());
  }

  private static Optional<String> innermost(@Nullable Throwable cause) {
    Optional<String> message = Optional.empty();
    for (Throwable at = cause; at != null; at = at.getCause()) {
      message = Optional.ofNullable(at.getMessage());
    }
    return message;
  }
}
