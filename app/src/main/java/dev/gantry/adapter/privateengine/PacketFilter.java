package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The iptables programs of the packages, in the variant that this kernel works with.
final class PacketFilter {

  /// The two that an engine has rules in.
  enum Family {
    IPV4("iptables"),
    IPV6("ip6tables");

    private final String program;

    Family(String program) {
      this.program = program;
    }
  }

  /// nftables first: kernels drop the older interface by and by.
  private static final List<String> VARIANTS = List.of("xtables-nft-multi", "xtables-legacy-multi");

  private static final List<String> NAMES =
      List.of(
          "iptables",
          "iptables-save",
          "iptables-restore",
          "ip6tables",
          "ip6tables-save",
          "ip6tables-restore");

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ProcessRunner runner;
  private final Path program;
  private final Map<String, String> environment;

  private PacketFilter(ProcessRunner runner, Path program, Map<String, String> environment) {
    this.runner = runner;
    this.program = program;
    this.environment = environment;
  }

  /// Finds the variant that works.
  ///
  /// @throws GantryException if none does
  static PacketFilter find(ProcessRunner runner, Toolbox box, Map<String, String> environment)
      throws IOException, InterruptedException {
    String said = "";
    for (String variant : VARIANTS) {
      Path program = box.program(variant).orElse(null);
      if (program == null) {
        continue;
      }
      PacketFilter filter = new PacketFilter(runner, program, environment);
      CommandResult result = filter.run(Family.IPV4, "nat", List.of("--list-rules"));
      if (result.isSuccess()) {
        return filter;
      }
      said = said.isEmpty() ? result.failureText() : said;
    }
    throw new GantryException(
        KernelCheck.isAboutRights(said)
            ? new Problem.KernelFeatureMissing(KernelFeature.PRIVILEGES, said)
            : new Problem.KernelFeatureMissing(KernelFeature.PACKET_FILTER, said));
  }

  /// Makes the programs known to dockerd by their usual names.
  void linkInto(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : NAMES) {
      Path link = directory.resolve(name);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, program);
    }
  }

  /// The rules of a table as the commands that would make them, for example `-A FORWARD -j
  /// DOCKER-USER`; none where the table is not there.
  List<String> rules(Family family, String table) throws IOException, InterruptedException {
    CommandResult result = run(family, table, List.of("--list-rules"));
    return result.isSuccess() ? result.output() : List.of();
  }

  /// Changes a table; false if that was not possible, as for a rule that is not there.
  boolean change(Family family, String table, List<String> arguments)
      throws IOException, InterruptedException {
    return run(family, table, arguments).isSuccess();
  }

  private CommandResult run(Family family, String table, List<String> arguments)
      throws IOException, InterruptedException {
    return runner.run(
        Command.of(program.toString(), family.program, "--wait", "10", "--table", table)
            .plus(arguments)
            .withEnvironment(environment),
        DEADLINE);
  }
}
