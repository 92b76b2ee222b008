package dev.gantry.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry service run`, for help and completion. What runs the service is the script `./gantry`,
/// which builds it first (`packaging/launcher/service.sh`) and hands on here what asks for help.
@Command(
    name = "run",
    header = "Runs the bundled LLM service on this machine, without a container engine.",
    description = {
      "Builds it and fetches its libraries where that has not been done. Says when it serves; its log"
          + " goes to the standard output. Ctrl-C lets it answer what it has been asked, and ends it;"
          + " twice ends it at once.",
      ""
    })
final class ServiceRunCommand implements Runnable {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Model to load, in GGUF. Default: the bundled one.")
  @Nullable Path model;

  @Option(names = "--port", description = "Port to listen on; 0 takes a free one. Default: 50052.")
  @Nullable Integer port;

  @Parameters(
      paramLabel = "OPTION",
      arity = "0..*",
      description = "Options of the service, such as --slots=2; docs/llm-service.md has them all.")
  List<String> others = List.of();

  @Mixin private final Usage usage = new Usage();

  /// Takes away what it has in common with all commands: the service knows none of their options,
  /// and ends with codes of its own.
  static void standAlone(CommandLine command) {
    CommandSpec own = command.getCommandSpec();
    own.usageMessage()
        .exitCodeList(
            UsageMessageSpec.keyValuesMap(
                "0:ended as it was told to",
                "1:cannot listen, or could not be built",
                "2:an option or variable is wrong",
                "70:the thread that decodes died; the log says why"));
    for (OptionSpec option : List.copyOf(own.options())) {
      if (option.inherited() && !option.usageHelp() && !option.versionHelp()) {
        own.remove(option);
      }
    }
  }

  @Override
  public void run() {
    throw usage.wrong("The script starts it, and only where it begins: ./gantry service run");
  }
}
