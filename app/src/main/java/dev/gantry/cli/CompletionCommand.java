package dev.gantry.cli;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gantry completion`: lets shells complete commands.
@Command(
    name = "completion",
    header = "Prints a script with which a shell completes commands, options and names.",
    description = {
      "Names of targets and modes are those of the project that the shell is in.",
      "",
      "To use it, with gantry in the PATH or as an alias:",
      "  bash  source <(gantry completion bash)",
      "  zsh   source <(gantry completion zsh)",
      "  fish  gantry completion fish | source",
      ""
    })
final class CompletionCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  @Option(names = "--names", hidden = true, description = "Print names of the project instead.")
  private @Nullable Names names;

  @Spec private @Nullable CommandSpec spec;

  /// A shell that scripts are for.
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return Json.name(this);
    }
  }

  /// What the scripts ask for.
  enum Names {
    TARGETS,
    MODES
  }

  CompletionCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    PrintWriter out = context.console().out();
    if (names != null) {
      projectNames(names).forEach(name -> out.print(name + "\n"));
    } else {
      out.print(script(root()));
    }
    out.flush();
    return ExitCode.OK;
  }

  private String script(CommandLine root) {
    if (shell == null) {
      throw new CommandLine.ParameterException(
          root.getSubcommands().get("completion"), "Missing required parameter: 'SHELL'");
    }
    return switch (shell) {
      case BASH, ZSH -> BashCompletion.script(root);
      case FISH -> new FishCompletion(root).script();
    };
  }

  /// Outside of a project there are none, and nobody wants to hear of it while typing.
  private List<String> projectNames(Names wanted) {
    try {
      Project project = context.openProject(options.project());
      Stream<String> modes = project.modes().stream().map(Mode::name);
      return switch (wanted) {
        case MODES -> modes.toList();
        case TARGETS ->
            Stream.concat(
                    modes,
                    new Targets(context.ports().compose(), project)
                        .all().stream().map(BuildTarget::name))
                .distinct()
                .toList();
      };
    } catch (GantryException _) {
      return List.of();
    }
  }

  private CommandLine root() {
    if (spec == null) {
      throw new IllegalStateException("a command that runs has a model");
    }
    return spec.root().commandLine();
  }
}
