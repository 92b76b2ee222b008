package dev.gantry.llm;

import dev.gantry.llm.config.Option;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.ServerProcess;
import java.util.List;

/// Entry of the server. Ends with 0 after SIGTERM or SIGINT, 1 where it cannot listen, 2 where the
/// configuration is not valid, 70 where it is broken inside.
public final class Main {
  private Main() {}

  /// Runs the server until it is told to end.
  public static void main(String[] arguments) throws InterruptedException {
    List<String> flags = List.of(arguments);
    if (flags.contains("--help")) {
      printHelp();
    } else if (flags.contains("--version")) {
      System.out.println(ServerProcess.version());
    } else {
      int exitCode = ServerProcess.run(flags, RpcServices::new);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
  }

  private static void printHelp() {
    System.out.println(
        """
        The Gantry LLM service: text generation over gRPC.

        Every option is a flag (--port=50052) or an environment variable (GANTRY_LLM_PORT=50052).
        """);
    for (Option option : Option.values()) {
      System.out.printf(
          "  --%s=%s%n      %s%n", option.flag(), option.defaultValue(), option.description());
    }
  }
}
