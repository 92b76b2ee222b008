package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A build as an engine lists it, whoever started it.
///
/// @param ref what the engine calls it, unique
/// @param tags names that its image got
/// @param options how it was asked for, by BuildKit's names, for example `filename` and
///   `build-arg:VERSION`; a client may keep them to itself, as buildx does
/// @param completed empty while it runs
/// @param steps how many steps it has, as far as it is known yet
/// @param cachedSteps how many of them came from the cache
/// @param warnings how many findings the checks had
public record ArchivedBuild(
    String ref,
    List<String> tags,
    Map<String, String> options,
    Instant started,
    Optional<Instant> completed,
    Ending ending,
    int steps,
    int cachedSteps,
    int warnings) {
  public ArchivedBuild {
    tags = List.copyOf(tags);
    options = Map.copyOf(options);
  }

  /// How a build of the list ended, if it has.
  public sealed interface Ending {
    /// It has not ended.
    record Running() implements Ending {}

    /// It made what it was asked for.
    record Succeeded() implements Ending {}

    /// It failed; `error` is what the engine says of it.
    record Failed(String error) implements Ending {}

    /// Somebody stopped it.
    record Cancelled() implements Ending {}
  }

  /// What it is called in lists: the name of its image, or the stage or Dockerfile that it is
  /// about, or its reference where nothing else is known.
  public String name() {
    return tags.stream()
        .findFirst()
        .or(() -> Optional.ofNullable(options.get("target")))
        .or(() -> Optional.ofNullable(options.get("filename")))
        .orElse(ref);
  }

  /// The project that it belongs to, as far as that can be told: the name of its image without the
  /// tag.
  public Optional<String> project() {
    return tags.stream().findFirst().map(tag -> tag.replaceFirst(":[^:/]+$", ""));
  }

  public boolean running() {
    return ending instanceof Ending.Running;
  }

  /// How long ago it began.
  public Duration age(Instant now) {
    return now.isAfter(started) ? Duration.between(started, now) : Duration.ZERO;
  }

  /// How long it has worked up to now, or in all when it has ended.
  public Duration elapsed(Instant now) {
    Instant until = completed.orElse(now);
    return until.isAfter(started) ? Duration.between(started, until) : Duration.ZERO;
  }
}
