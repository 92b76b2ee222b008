package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Holds `docs/cli.md` to the commands that there are.
class CliDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");
  private static final String COMMON = "## Options that every command has\n";

  /// A command that does something, with its options as the document should have them.
  record Documented(String name, List<String> options) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Documented> commands() {
    List<Documented> commands = new ArrayList<>();
    collect(new CliHarness().model(), commands);
    return commands.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void documentsTheCommandWithItsOptionsAndAnExample(Documented command) throws IOException {
    String section = section("## " + command.name() + "\n");

    assertThat(section).as("an example of %s in docs/cli.md", command.name()).contains("\n    $ ");
    assertThat(command.options())
        .as("the options of %s in docs/cli.md", command.name())
        .allSatisfy(option -> assertThat(section).contains(option));
  }

  @Test
  void documentsTheOptionsOfAllCommands() throws IOException {
    assertThat(section(COMMON)).contains(options(new CliHarness().model()));
  }

  @Test
  void documentsNothingThatIsNotThere() throws IOException {
    List<String> sections =
        text()
            .lines()
            .filter(line -> line.startsWith("## gantry "))
            .map(line -> line.substring(3))
            .toList();

    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(commands().map(Documented::name).toList());
  }

  @Test
  void documentsTheExitCodesThatHelpShows() throws IOException {
    String section = section("## Exit codes\n").replace("`", "");

    assertThat(new CliHarness().model().usageMessage().exitCodeList())
        .isNotEmpty()
        .allSatisfy(
            (code, words) -> assertThat(section).contains("| %s | %s |".formatted(code, words)));
  }

  private static void collect(CommandSpec command, List<Documented> commands) {
    List<String> common = options(new CliHarness().model());
    for (CommandLine sub : command.subcommands().values()) {
      CommandSpec spec = sub.getCommandSpec();
      if (spec.subcommands().isEmpty()) {
        List<String> own = new ArrayList<>(options(spec));
        own.removeAll(common);
        commands.add(new Documented(spec.qualifiedName(), own));
      }
      collect(spec, commands);
    }
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(CliDocumentTest::names)
        .toList();
  }

  /// As in `--top=N`, in a fixed font.
  private static Stream<String> names(OptionSpec option) {
    String value =
        option.arity().max() == 0 || option.arity().min() == 0 ? "" : "=" + label(option);
    return Arrays.stream(option.names())
        .map(name -> "`" + name + (name.startsWith("--") ? value : "") + "`");
  }

  private static String label(OptionSpec option) {
    String label = option.paramLabel();
    return label.startsWith("<")
        ? option.longestName().substring(2).toUpperCase(Locale.ROOT)
        : label;
  }

  private static String section(String heading) throws IOException {
    String text = text();
    int begin = text.indexOf(heading);
    assertThat(begin).as("docs/cli.md has no “%s”", heading.strip()).isNotNegative();
    int end = text.indexOf("\n## ", begin);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static String text() throws IOException {
    return Files.readString(DOCUMENT);
  }
}
