package dev.gantry.adapter.buildkit;

import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.CopySourceMissing;
import dev.gantry.domain.problem.Problem.HostUnreachable;
import dev.gantry.domain.problem.Problem.ImageNotFound;
import dev.gantry.domain.problem.Problem.PlatformMissing;
import dev.gantry.domain.problem.Problem.RegistryDenied;
import dev.gantry.domain.problem.Problem.RegistryFailed;
import dev.gantry.domain.problem.Problem.RegistryLimitReached;
import dev.gantry.domain.problem.Problem.RegistryUntrusted;
import dev.gantry.domain.problem.Problem.SecretMissing;
import dev.gantry.domain.problem.Problem.SshKeyMissing;
import dev.gantry.domain.problem.Problem.UnknownStage;
import dev.gantry.domain.problem.SourcePlace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises failures by what the engine says of them, since it gives them no codes. The patterns
/// hold for the messages of engines 20.10 to 28.5, which the tests have.
///
/// @param at the instruction that failed
/// @param instruction the step that failed, as BuildKit names it; empty where none had begun
/// @param sources what the build may copy from, and what its stages are called
record KnownFailures(SourcePlace at, String instruction, BuildSources sources) {

  private static final Pattern STAGE =
      Pattern.compile("target stage \"?([^\" ]+)\"? could not be found");
  private static final Pattern MEANT = Pattern.compile("^([^\\s:/]+): .*\\(did you mean .+\\?\\)$");
  private static final Pattern SECRET =
      Pattern.compile("secret (\\S+?):? not found(: not found)?$");
  private static final Pattern COPY =
      Pattern.compile("failed to compute cache key: .*?\"([^\"]+)\":? not found(: not found)?$");
  private static final Pattern COPY_WALK =
      Pattern.compile(
          "failed to compute cache key: .*lstat \\S*?/(?:buildkit-mount\\d+|merged)/(.+): no such"
              + " file or directory$");
  private static final Pattern REQUEST =
      Pattern.compile("(?:Head|Get|Post) \"?https?://([^/\"]+)[^ ]*: (.+)$");
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:unexpected status from \\S+ request to https?://([^/]+)/.*|pulling from host (\\S+)"
              + " failed with status code \\[.*]): (\\d{3}) .*$");
  private static final Pattern LOOKUP =
      Pattern.compile("failed to resolve source metadata for (\\S+?): ");

  /// The step in which the frontend asks a registry for an image.
  private static final Pattern METADATA =
      Pattern.compile("(?:load metadata|resolve image config) for (?:docker-image://)?(\\S+)");

  private static final Pattern NOT_FOUND =
      Pattern.compile("(?:^|: )([^\\s:]+(?::[^\\s]+)?): not found$");
  private static final Pattern HIDDEN =
      Pattern.compile("pull access denied|insufficient_scope|repository does not exist");
  private static final Pattern LIMIT = Pattern.compile("(?i)toomanyrequests|pull rate limit");
  private static final Pattern PLATFORM = Pattern.compile("no match for platform in manifest");
  private static final Pattern UNTRUSTED = Pattern.compile("x509: |tls: ");
  private static final String HUB = "docker.io";

  /// The problem behind the engine's message, if it is one of those known.
  Optional<Problem> recognise(String message) {
    return stage(message)
        .or(() -> forwarded(message))
        .or(() -> copySource(message))
        .or(() -> registry(message))
        .or(() -> image(message));
  }

  private Optional<Problem> stage(String message) {
    return find(STAGE, message)
        .or(() -> find(MEANT, message))
        .map(match -> new UnknownStage(match.group(1), sources.stages(), at));
  }

  private Optional<Problem> forwarded(String message) {
    Optional<Problem> secret =
        find(SECRET, message).map(match -> new SecretMissing(match.group(1), at));
    return message.startsWith("no SSH key ") ? Optional.of(new SshKeyMissing(at, message)) : secret;
  }

  private Optional<Problem> copySource(String message) {
    return find(COPY, message)
        .or(() -> find(COPY_WALK, message))
        .map(match -> match.group(1).replaceFirst("^/", ""))
        .map(
            source ->
                new CopySourceMissing(
                    source,
                    BuildSources.stageOf(instruction),
                    BuildSources.stageOf(instruction).isEmpty() && sources.contains(source),
                    at,
                    message));
  }

  private Optional<Problem> registry(String message) {
    Optional<Matcher> answered = find(STATUS, message);
    if (answered.isPresent()) {
      Matcher match = answered.get();
      String host = match.group(1) == null ? match.group(2) : match.group(1);
      return Optional.of(refused(host, Integer.parseInt(match.group(3)), message));
    }
    if (LIMIT.matcher(message).find()) {
      return Optional.of(new RegistryLimitReached(registryOf(imageIn(message)), at, message));
    }
    return find(REQUEST, message)
        .map(
            match ->
                UNTRUSTED.matcher(match.group(2)).find()
                    ? new RegistryUntrusted(match.group(1), at, message)
                    : new HostUnreachable(match.group(1), at, message));
  }

  private Problem refused(String host, int status, String message) {
    return switch (status) {
      case 401, 403 -> new RegistryDenied(host, at, message);
      case 404 -> new ImageNotFound(imageIn(message), sources.stages(), at, message);
      case 429 -> new RegistryLimitReached(host, at, message);
      default -> new RegistryFailed(host, at, message);
    };
  }

  private Optional<Problem> image(String message) {
    if (PLATFORM.matcher(message).find()) {
      return Optional.of(new PlatformMissing(imageIn(message), at, message));
    }
    if (HIDDEN.matcher(message).find()) {
      return Optional.of(new ImageNotFound(imageIn(message), sources.stages(), at, message));
    }
    return find(NOT_FOUND, message)
        .filter(_ -> instruction.isEmpty() || METADATA.matcher(instruction).find())
        .map(match -> new ImageNotFound(match.group(1), sources.stages(), at, message));
  }

  /// The image that the message is about, as the Dockerfile names it if that is known.
  private String imageIn(String message) {
    return find(LOOKUP, message)
        .or(() -> find(METADATA, instruction))
        .map(match -> familiar(match.group(1)))
        .or(() -> sources.imageAt(at.line()))
        .orElse(instruction);
  }

  private static String familiar(String image) {
    return image.replaceFirst("^docker\\.io/(library/)?", "").replaceFirst(":latest$", "");
  }

  private static String registryOf(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return first.matches(".*[.:].*|localhost") ? first : HUB;
  }

  private static Optional<Matcher> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }
}
