package dev.gantry.domain.build;

import dev.gantry.domain.image.LineRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One thing that the engine tells about a running build. The vocabulary is that of BuildKit's
/// Status stream (`api/services/control/control.proto`, message `StatusResponse`).
public sealed interface BuildEvent {

  /// A step as it is now; the same step is told several times, the last one wins, and one that is
  /// started again has further intervals.
  record StepUpdated(
      StepId id,
      String name,
      List<StepId> inputs,
      boolean cached,
      Optional<Instant> started,
      Optional<Instant> completed,
      Optional<String> error,
      Optional<StepGroup> group)
      implements BuildEvent {
    public StepUpdated {
      inputs = List.copyOf(inputs);
    }
  }

  /// Progress of a transfer within a step, for example a download or the export of a layer.
  ///
  /// @param current units done, bytes where `total` is in bytes
  /// @param total units in all; 0 when unknown
  record Transfer(
      StepId step,
      String name,
      long current,
      long total,
      Optional<Instant> started,
      Optional<Instant> completed)
      implements BuildEvent {}

  /// Output of a step: a piece of text that may end in the middle of a line.
  record Output(StepId step, Instant at, boolean errorStream, String text) implements BuildEvent {}

  /// A finding of the Dockerfile checks.
  ///
  /// @param message the rule and what is wrong, for example `FromAsCasing: 'as' and 'FROM'
  ///   keywords' casing do not match (line 5)`
  /// @param detail what the rule is about
  /// @param url where the rule is explained
  /// @param file name of the Dockerfile
  record Warning(
      Optional<StepId> step,
      String message,
      String detail,
      String url,
      Optional<String> file,
      Optional<LineRange> lines)
      implements BuildEvent {

    /// The name of the rule: what stands before the first colon.
    public String rule() {
      int colon = message.indexOf(':');
      return colon < 0 ? message : message.substring(0, colon);
    }
  }

  /// The engine builds in a way that tells less. Comes first, if at all.
  record Reduced(BuildReduction reduction) implements BuildEvent {}

  /// Whether the engine answers: told when it has fallen silent, and when it is heard again.
  record EngineAnswers(boolean answers) implements BuildEvent {}

  /// What the engine calls the build.
  record Named(String ref) implements BuildEvent {}

  /// How many files the engine has asked for, of those that this machine offered: it takes only
  /// what it does not have from before. Comes last, if at all. Targets that are built at once share
  /// what is sent, so each of them tells the same number.
  record FilesRequested(int count) implements BuildEvent {}
}
