package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
  private final CliHarness cli = new CliHarness();

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void bashAndZshAskForNamesOfTheProjectWhereOneCanStand(String shell) {
    String script = cli.run("completion", shell).out();

    assertThat(script)
        .contains("_complete_gantry")
        .contains(
            "positionals=$( compReplyArray $( \"${COMP_WORDS[0]}\" completion --names targets"
                + " 2>/dev/null ) )")
        .contains(
            "COMPREPLY=( $( compReplyArray $( \"${COMP_WORDS[0]}\" completion --names modes"
                + " 2>/dev/null ) ) )")
        .contains("(\"auto\" \"always\" \"never\")")
        .doesNotContain("@targets")
        .contains("'--set'|'--build-arg')")
        .doesNotContain("'--no-cache')");
  }

  @Test
  void fishKnowsCommandsOptionsAndNames() {
    assertThat(cli.run("completion", "fish").out().lines())
        .contains(
            "complete -c gantry -f",
            "complete -c gantry -n '__fish_seen_subcommand_from build' -l pull -d 'Ask the registry"
                + " for newer base images'",
            "complete -c gantry -n '__fish_seen_subcommand_from build' -a '(__gantry completion"
                + " --names targets 2>/dev/null)'",
            "complete -c gantry -n '__fish_seen_subcommand_from build' -l mode -x -a '(__gantry"
                + " completion --names modes 2>/dev/null)' -d 'Build targets of this mode; TARGET is"
                + " then the name of a service'",
            "complete -c gantry -n '__fish_seen_subcommand_from service; and not"
                + " __fish_seen_subcommand_from run' -a 'run' -d 'Runs the bundled LLM service on"
                + " this machine, without a container engine'",
            "complete -c gantry -n '__fish_seen_subcommand_from engine; and"
                + " __fish_seen_subcommand_from status' -s V -l version -d 'Print version"
                + " information and exit'");
  }

  @Test
  void printsTheNamesOfTheProject() {
    assertThat(cli.run("completion", "--names", "targets"))
        .isEqualTo(new Result(0, "dev\nprod\n", ""));
    assertThat(cli.run("completion", "--names", "modes"))
        .isEqualTo(new Result(0, "dev\nprod\n", ""));
  }

  @Test
  void printsNoNamesOutsideOfAProject() {
    cli.workingDirectory = Path.of("/tmp");

    assertThat(cli.run("completion", "--names", "targets")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void wantsToKnowTheShell() {
    assertThat(cli.run("completion"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: Missing required parameter: 'SHELL'
                  what to do
                    All options are shown by:
                      ./gantry completion --help
                """));
  }
}
