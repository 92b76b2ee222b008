package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.cli.Table.Align;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes to a terminal looks other than what goes to a file.
class TerminalOutputTest {
  private static final String RED = "\u001B[31m";

  private final CliHarness cli = new CliHarness();

  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "größer, 6",
    "e\u0301, 1",
    "日本語, 6",
    "한국어, 6",
    "ｶﾅ, 2",
    "ＡＢ, 4",
    "🚀 go, 5",
    "…, 1",
    "━, 1"
  })
  void knowsHowWideATextIs(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"COPY app, 8, COPY app", "COPY app, 7, COPY a…", "日本語, 5, 日本…", "日本語, 4, 日…"})
  void cutsTextsThatAreTooWide(String text, int columns, String expected) {
    assertThat(DisplayWidth.cut(text, columns)).isEqualTo(expected);
  }

  @Test
  void alignsWideNames() {
    Table table =
        new Table(Align.LEFT, Align.LEFT).row("NAME", "NOTE").row("日本語", "x").row("abc", "y");

    assertThat(table.text())
        .isEqualTo(
            """
            NAME    NOTE
            日本語  x
            abc     y
            """);
  }

  @Test
  void cutsTheLastColumnButNotToNothing() {
    Table table =
        new Table(Align.RIGHT, Align.LEFT)
            .row("#", "COMMAND")
            .row("1", "COPY --from=build /out /app");

    assertThat(table.text(24, Paint.NONE))
        .isEqualTo(
            """
            #  COMMAND
            1  COPY --from=build /o…
            """);
    assertThat(table.text(3, Paint.NONE)).contains("1  COPY --from=bui…\n");
  }

  @Test
  void errorsAreRedOnlyWhenColoursAreWanted() {
    cli.terminal = true;

    assertThat(cli.run("layers", "none").err()).startsWith("error: ");
    assertThat(cli.run("layers", "none", "--color", "always").err()).startsWith(RED + "error: ");
    assertThat(cli.run("layers", "none", "--color=never").err()).startsWith("error: ");
  }

  @Test
  void terminalsHaveColoursUnlessTheUserHasSetNoColor() {
    assertThat(ColorChoice.AUTO.applies(true, false)).isTrue();
    assertThat(ColorChoice.AUTO.applies(true, true)).isFalse();
    assertThat(ColorChoice.AUTO.applies(false, false)).isFalse();
    assertThat(ColorChoice.ALWAYS.applies(false, true)).isTrue();
  }

  @Test
  void helpIsAsWideAsTheTerminal() {
    cli.outTerminal = true;
    cli.columns = 64;

    String help = cli.run("layers", "--help").out();

    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
    assertThat(help).contains("Usage: gantry layers");
  }

  @Test
  void aResultOnATerminalLeavesAFileWithErrorsPlain() {
    cli.outTerminal = true;

    assertThat(cli.run("layers", "none", "--color", "auto"))
        .satisfies(result -> assertThat(result.out()).isEmpty())
        .extracting(Result::err)
        .asString()
        .doesNotContain("\u001B");
  }
}
