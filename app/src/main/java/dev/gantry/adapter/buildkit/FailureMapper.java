package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.log.LogLine;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.SourcePlace;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the [Problem] behind a failed call to BuildKit.
final class FailureMapper {

  private static final int LOG_TAIL_LINES = 30;
  private static final String PARSE_ERROR = "dockerfile parse error";

  /// How engines before 23.0 begin what they say of a Dockerfile.
  private static final String FRONTEND = "failed to create LLB definition: ";

  /// How Linux says that it cannot run a program of this kind.
  private static final String FOREIGN = "exec format error";

  /// The kernel ends a program with SIGKILL (9, so 128 + 9) when there is no memory left.
  private static final Pattern KILLED = Pattern.compile("exit code: 137$");

  private static final Pattern NO_MEMORY =
      Pattern.compile(
          "(?i)cannot allocate memory|out of memory|memory exhausted|java.lang.OutOfMemoryError");
  private static final Pattern DISK_FULL = Pattern.compile("(?i)no space left on device");
  private static final Pattern BAD_PATTERN =
      Pattern.compile("syntax error in pattern|illegal exclusion pattern.*");
  private static final Pattern EXIT_CODE =
      Pattern.compile("(?:exit code:|non-zero code:|exit status) (\\d+)");
  private static final Pattern LINE = Pattern.compile("\\bline (\\d+)");

  private final EngineAddress engine;
  private final BuildTarget target;

  FailureMapper(EngineAddress engine, BuildTarget target) {
    this.engine = engine;
    this.target = target;
  }

  /// @param progress the build as its status stream told it
  Problem problem(Throwable failure, BuildProgress progress) {
    Optional<EngineUnreachable> unreachable = cause(failure, EngineUnreachable.class);
    if (unreachable.isPresent()) {
      return progress.steps().isEmpty()
          ? unreachable.get().problem()
          : new Problem.EngineWentAway(engine.host(), unreachable.get().toString());
    }
    Status status = Status.fromThrowable(failure);
    String message = Optional.ofNullable(status.getDescription()).orElse(failure.toString());
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && progress.steps().isEmpty()) {
      return new Problem.EngineNotRunning(engine.host(), message);
    }
    if (isConnectionLoss(status, failure)) {
      return new Problem.EngineWentAway(engine.host(), message);
    }
    ErrorDetails details = ErrorDetails.of(failure);
    Optional<Step> step = details.step().flatMap(progress::step).or(progress::failure);
    Optional<Problem> full = diskFull(message, step, progress);
    if (full.isPresent()) {
      return full.get();
    }
    if (BAD_PATTERN.matcher(message).matches()) {
      return new Problem.DockerfileInvalid(".dockerignore", Optional.empty(), "", message);
    }
    if (message.contains(PARSE_ERROR)) {
      return dockerfileInvalid(message, details);
    }
    Optional<Problem> known = known(message, details, step, progress);
    if (known.isPresent()) {
      return known.get();
    }
    if (message.contains(FRONTEND) || (step.isEmpty() && details.source().isPresent())) {
      return dockerfileInvalid(message, details);
    }
    return step.<Problem>map(failed -> stepFailed(failed, message, details, progress))
        .orElseGet(() -> new Problem.BuildFailed(target.name(), message));
  }

  /// The engine says so itself, or the program of the failed step does.
  private Optional<Problem> diskFull(String message, Optional<Step> step, BuildProgress progress) {
    String place = step.map(Step::name).orElse(engine.host());
    return Stream.concat(
            Stream.of(message), step.stream().flatMap(failed -> logTail(failed, progress).stream()))
        .filter(text -> DISK_FULL.matcher(text).find())
        .findFirst()
        .map(cause -> new Problem.DiskFull(place, cause));
  }

  private Optional<Problem> known(
      String message, ErrorDetails details, Optional<Step> step, BuildProgress progress) {
    SourcePlace at = place(details);
    String instruction = step.map(Step::name).orElse("");
    BuildSources sources = BuildSources.of(target.definition());
    return new KnownFailures(at, instruction, sources)
        .recognise(message)
        .or(() -> step.flatMap(failed -> machine(failed, message, at, progress)));
  }

  /// What a step's program met on the engine's machine.
  private static Optional<Problem> machine(
      Step step, String message, SourcePlace at, BuildProgress progress) {
    List<String> tail = logTail(step, progress);
    String error = step.state() instanceof StepState.Failed(_, _, String text) ? text : message;
    if (KILLED.matcher(error).find() || tail.stream().anyMatch(NO_MEMORY.asPredicate())) {
      return Optional.of(new Problem.OutOfMemory(step.name(), tail, at, error));
    }
    return Stream.concat(tail.stream(), Stream.of(error))
        .filter(text -> text.contains(FOREIGN))
        .findFirst()
        .map(cause -> new Problem.ForeignProgram(step.name(), at, cause));
  }

  private SourcePlace place(ErrorDetails details) {
    return new SourcePlace(
        details.source().map(this::file).orElseGet(this::dockerfile),
        line(details),
        details.source().map(Excerpt::of).orElse(""));
  }

  private static List<String> logTail(Step step, BuildProgress progress) {
    return progress.log(step.id()).tail(LOG_TAIL_LINES).stream().map(LogLine::text).toList();
  }

  private Problem dockerfileInvalid(String message, ErrorDetails details) {
    return new Problem.DockerfileInvalid(
        details.source().map(this::file).orElseGet(this::dockerfile),
        line(details).or(() -> number(LINE, message)),
        details.source().map(Excerpt::of).orElse(""),
        message);
  }

  private Problem stepFailed(
      Step step, String message, ErrorDetails details, BuildProgress progress) {
    String error = step.state() instanceof StepState.Failed(_, _, String text) ? text : message;
    return new Problem.StepFailed(
        step.name(),
        details.exitCode().or(() -> number(EXIT_CODE, error)),
        details.source().map(this::file).orElseGet(this::dockerfile),
        line(details),
        details.source().map(Excerpt::of).orElse(""),
        logTail(step, progress),
        error);
  }

  private static Optional<Integer> line(ErrorDetails details) {
    return details.source().flatMap(ErrorDetails.Source::lines).map(LineRange::first);
  }

  private static Optional<Integer> number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /// BuildKit knows the Dockerfile by its name only; another file keeps the name that it has.
  private String file(ErrorDetails.Source source) {
    String name =
        switch (target.definition().dockerfile()) {
          case Dockerfile.InFile(Path file) -> file.getFileName().toString();
          case Dockerfile.InContext(String path) -> path;
          case Dockerfile.Inline _ -> BuildInputs.INLINE_NAME;
        };
    return source.file().equals(name) ? dockerfile() : source.file();
  }

  private String dockerfile() {
    return target.definition().dockerfileName();
  }

  /// Whether the connection broke. An engine that is there answers with the same code when, say, a
  /// registry is not available, but then with details.
  private static boolean isConnectionLoss(Status status, Throwable failure) {
    return status.getCode() == Status.Code.UNAVAILABLE
        && Optional.ofNullable(StatusProto.fromThrowable(failure))
            .filter(details -> details.getDetailsCount() > 0)
            .isEmpty();
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
