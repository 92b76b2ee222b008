package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fake makes a vector of the numbers of vowels and of other letters.
class EmbedCommandTest {
  private final CliHarness cli = new CliHarness();
  @TempDir private Path directory;

  @Test
  void showsHowNearEachTwoTextsAre() {
    cli.run("mode", "prod");

    assertThat(cli.run("embed", "aaa", "aaa bb", "bbb"))
        .isEqualTo(
            new Result(
                0,
                """
                #     1     2     3  TOKENS  TEXT
                1  1.00  0.83  0.00       1  aaa
                2  0.83  1.00  0.55       2  aaa bb
                3  0.00  0.55  1.00       1  bbb
                """,
                ""));
  }

  @Test
  void printsAllNumbersAsJson() {
    assertThat(cli.run("embed", "--port", "9000", "--json", "aab"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"embedding","text":"aab","model":"fake-model","engine":"fake","tokens":1,"truncated":false,"values":[2.0,1.0]}
                """,
                ""));
  }

  @Test
  void showsTheNearestOfManyTexts() throws Exception {
    List<String> lines =
        Collections.nCopies(12, "b").stream().collect(java.util.stream.Collectors.toList());
    lines.add("a");
    lines.add("ab");
    Path file = Files.write(directory.resolve("texts"), lines);

    assertThat(cli.run("embed", "--port", "9000", "--file", file.toString()).out())
        .startsWith(
            """
             #  NEAREST  COSINE  TOKENS  TEXT
             1        2    1.00       1  b
             2        1    1.00       1  b
            """)
        .endsWith(
            """
            13       14    0.71       1  a
            14        1    0.71       1  ab
            """);
  }

  @Test
  void asksForNoMoreAtOnceThanTheServiceTakes() throws Exception {
    Path file = Files.write(directory.resolve("texts"), Collections.nCopies(300, "b"));

    assertThat(
            cli.run("embed", "--port", "9000", "--json", "--file", file.toString()).out().lines())
        .hasSize(300);
    assertThat(cli.embedder.asked().stream().map(List::size)).containsExactly(256, 44);
  }

  @Test
  void readsLinesOfTheStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("one\nzwölf\n".getBytes(StandardCharsets.UTF_8)));
    try {
      cli.run("embed", "--port", "9000", "zero", "-");
    } finally {
      System.setIn(before);
    }

    assertThat(cli.embedder.asked()).isEqualTo(List.of(List.of("zero", "one", "zwölf")));
  }

  @Test
  void saysThatATextWasCut() {
    assertThat(cli.run("embed", "--port", "9000", "b b b b b b b b b").err())
        .isEqualTo("1 text was longer than the model reads; the rest is not in the comparison.\n");
  }

  @Test
  void saysThatThereIsNothingToEmbed() {
    assertThat(cli.run("embed", "--port", "9000").code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("embed", "--port", "70000", "a").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThat(cli.run("embed", "--port", "9000", "--file", "/nowhere/texts"))
        .isEqualTo(
            new Result(
                ExitCode.FAILED,
                "",
                """
                error: The file that was named cannot be read
                  where
                    /nowhere/texts
                  cause
                    is not there
                  what to do
                    Correct its name, or let your user read it.
                """));
  }

  @Test
  void saysThatTheFileIsNoText() throws IOException {
    Path file = Files.write(directory.resolve("picture"), new byte[] {(byte) 0xff, 0});

    Result result = cli.run("embed", "--port", "9000", "--json", "--file", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).contains("\"InputUnreadable\"", "\"is not UTF-8\"");
  }

  @Test
  void saysWhyTheServiceCannotEmbed() {
    cli.embedder.failWith(
        new Problem.ServiceNotServing("127.0.0.1:9000", "embeddings are switched off"));

    Result result = cli.run("embed", "--port", "9000", "a");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("embeddings are switched off");
  }
}
