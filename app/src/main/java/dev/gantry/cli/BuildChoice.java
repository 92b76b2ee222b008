package dev.gantry.cli;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.Project;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Which targets are meant, and how they are built: what a build and its forecast have in common.
final class BuildChoice {
  @Parameters(
      paramLabel = "TARGET",
      completionCandidates = CompletionWords.Targets.class,
      description = "What to build. Default: all targets.")
  private List<String> names = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      completionCandidates = CompletionWords.Modes.class,
      description = "Build targets of this mode; TARGET is then the name of a service.")
  private @Nullable String mode;

  @Mixin private final BuildFlags flags = new BuildFlags();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /// The builds that the command line asks for.
  ///
  /// @throws ParameterException if an option is not well-formed
  List<BuildRequest> requests(CliContext context, GlobalOptions options) {
    List<BuildTarget> targets = targets(context, options);
    try {
      List<BuildRequest> requests =
          targets.stream()
              .map(it -> flags.request(it, context.workingDirectory(), context.environment()))
              .toList();
      if (targets.size() > 1 && flags.writesFiles()) {
        throw new BuildFlagSyntax("--output with files needs one TARGET; these are several");
      }
      return requests;
    } catch (BuildFlagSyntax wrong) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private List<BuildTarget> targets(CliContext context, GlobalOptions options) {
    Project project = context.openProject(options.project());
    Targets targets = new Targets(context.ports().compose(), project);
    if (mode != null) {
      return targets.ofMode(mode, names);
    }
    return names.isEmpty() ? targets.all() : targets.named(names);
  }
}
