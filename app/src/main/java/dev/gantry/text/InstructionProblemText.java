package dev.gantry.text;

import dev.gantry.domain.problem.Problem.CopySourceMissing;
import dev.gantry.domain.problem.Problem.ForeignProgram;
import dev.gantry.domain.problem.Problem.HostUnreachable;
import dev.gantry.domain.problem.Problem.ImageNotFound;
import dev.gantry.domain.problem.Problem.InstructionProblem;
import dev.gantry.domain.problem.Problem.OutOfMemory;
import dev.gantry.domain.problem.Problem.PlatformMissing;
import dev.gantry.domain.problem.Problem.RegistryDenied;
import dev.gantry.domain.problem.Problem.RegistryFailed;
import dev.gantry.domain.problem.Problem.RegistryLimitReached;
import dev.gantry.domain.problem.Problem.RegistryUntrusted;
import dev.gantry.domain.problem.Problem.SecretMissing;
import dev.gantry.domain.problem.Problem.SshKeyMissing;
import dev.gantry.domain.problem.Problem.UnknownStage;
import java.util.List;
import java.util.Optional;

/// Words for instructions of a Dockerfile that ask for something that cannot be had.
final class InstructionProblemText {
  private final Strings strings;

  InstructionProblemText(Strings strings) {
    this.strings = strings;
  }

  Explanation explain(InstructionProblem problem) {
    return switch (problem) {
      case ImageNotFound(var image, var stages, _, var cause) ->
          about(problem, text("problem.imageNotFound.title", image), cause, advice(image, stages));
      case PlatformMissing(var image, _, var cause) ->
          about(
              problem,
              text("problem.platformMissing.title", image),
              cause,
              text("problem.platformMissing.remedy"));
      case RegistryDenied(var registry, _, var cause) ->
          about(
              problem,
              text("problem.registryDenied.title", registry),
              cause,
              text("problem.registryDenied.remedy", registry));
      case RegistryLimitReached(var registry, _, var cause) ->
          about(
              problem,
              text("problem.registryLimit.title", registry),
              cause,
              text("problem.registryLimit.remedy", registry));
      case RegistryUntrusted(var registry, _, var cause) ->
          about(
              problem,
              text("problem.registryUntrusted.title", registry),
              cause,
              text("problem.registryUntrusted.remedy", registry));
      case RegistryFailed(var registry, _, var cause) ->
          about(
              problem,
              text("problem.registryFailed.title", registry),
              cause,
              text("problem.registryFailed.remedy"));
      case HostUnreachable(var host, _, var cause) ->
          about(
              problem,
              text("problem.hostUnreachable.title", host),
              cause,
              text("problem.hostUnreachable.remedy"));
      case UnknownStage(var stage, var known, _) ->
          about(problem, text("problem.unknownStage.title", stage), "", stages(stage, known));
      case CopySourceMissing missing -> copySource(missing);
      case SecretMissing(var id, _) ->
          about(
              problem,
              text("problem.secretMissing.title", id),
              "",
              text("problem.secretMissing.remedy", id));
      case SshKeyMissing(_, var cause) ->
          about(
              problem,
              text("problem.sshKeyMissing.title"),
              cause,
              text("problem.sshKeyMissing.remedy"));
      case OutOfMemory(_, var logTail, _, var cause) ->
          about(
              problem,
              text("problem.outOfMemory.title"),
              Places.paragraphs(String.join("\n", logTail), cause),
              text("problem.outOfMemory.remedy"));
      case ForeignProgram(_, _, var cause) ->
          about(
              problem,
              text("problem.foreignProgram.title"),
              cause,
              text("problem.foreignProgram.remedy"));
    };
  }

  private Explanation copySource(CopySourceMissing missing) {
    String source = missing.source();
    String remedy =
        missing
            .stage()
            .map(stage -> text("problem.copySourceMissing.inStage", stage))
            .orElseGet(
                () ->
                    missing.excluded()
                        ? text("problem.copySourceMissing.excluded", source)
                        : text("problem.copySourceMissing.remedy"));
    return about(missing, text("problem.copySourceMissing.title", source), missing.cause(), remedy);
  }

  /// A stage is called by its name alone; so is an image of Docker Hub's own.
  private String advice(String image, List<String> stages) {
    return Optional.of(image)
        .filter(name -> name.indexOf('/') < 0)
        .flatMap(name -> Suggestion.nearest(name, stages))
        .map(near -> text("problem.imageNotFound.guess", near))
        .orElseGet(() -> text("problem.imageNotFound.remedy"));
  }

  private String stages(String stage, List<String> known) {
    if (known.isEmpty()) {
      return text("problem.unknownStage.none");
    }
    String names = String.join(", ", known);
    return Suggestion.nearest(stage, known)
        .map(near -> text("problem.unknownStage.guess", near, names))
        .orElseGet(() -> text("problem.unknownStage.remedy", names));
  }

  private static Explanation about(
      InstructionProblem problem, String title, String cause, String remedy) {
    return new Explanation(
        title,
        Places.line(problem.at().file(), problem.at().line()),
        Places.paragraphs(problem.at().excerpt(), Causes.lines(cause)),
        remedy);
  }

  private String text(String key, Object... values) {
    return strings.text(key, values);
  }
}
