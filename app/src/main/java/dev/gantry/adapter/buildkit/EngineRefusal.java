package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Recognises that an engine does not do what a build asks for. What it does depends on its version
/// and on its image store, so it is asked and not guessed.
enum EngineRefusal {
  OUTPUT("--output", "exporter \"([a-z]+)\" could not be found"),
  CACHE_TO("cache_to", "unknown cache exporter: \"([a-z0-9]+)\""),
  CACHE_FROM("cache_from", "unknown cache importer: \"([a-z0-9]+)\""),
  PLATFORMS("platforms", "exporting (multiple references) to image store"),
  CONTEXT("additional_contexts", "unknown scheme (oci-layout)"),
  ENTITLEMENT("entitlements", "(?:granting entitlement )?([a-z]+\\.[a-z]+) is not allowed");

  /// What engines with the containerd image store can put elsewhere, and others cannot.
  private static final Set<String> KNOWN_CACHES =
      Set.of("azblob", "gha", "local", "registry", "s3");

  private final String option;
  private final Pattern words;

  EngineRefusal(String option, String words) {
    this.option = option;
    this.words = Pattern.compile(words);
  }

  /// The problem, if the failure is such a refusal.
  static Optional<Problem> of(BuildRequest request, Throwable failure) {
    String message = Optional.ofNullable(Status.fromThrowable(failure).getDescription()).orElse("");
    return Arrays.stream(values())
        .flatMap(refusal -> refusal.problem(request, message))
        .findFirst();
  }

  private BuildOptionObstacle obstacle(String value) {
    return this == CONTEXT
            || this == PLATFORMS
            || (this == CACHE_TO && KNOWN_CACHES.contains(value))
        ? BuildOptionObstacle.NEEDS_CONTAINERD_STORE
        : BuildOptionObstacle.ENGINE_CANNOT;
  }

  private Stream<Problem> problem(BuildRequest request, String message) {
    Matcher matcher = words.matcher(message);
    return matcher.find()
        ? Stream.of(
            new Problem.BuildOptionUnsupported(
                request.target().name(),
                option,
                this == PLATFORMS
                    ? String.join(",", request.target().definition().platforms())
                    : matcher.group(1),
                obstacle(matcher.group(1)),
                message))
        : Stream.empty();
  }
}
