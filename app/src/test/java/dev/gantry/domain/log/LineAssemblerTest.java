package dev.gantry.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class LineAssemblerTest {

  static final List<Arguments> CASES =
      List.of(
          Arguments.of("whole lines", List.of("a\nb\n"), List.of("a", "b"), ""),
          Arguments.of("a line in pieces", List.of("a", "b", "c\nd"), List.of("abc"), "d"),
          Arguments.of("empty lines", List.of("\n\na\n"), List.of("", "", "a"), ""),
          Arguments.of("line end of two characters", List.of("a\r\nb\r\n"), List.of("a", "b"), ""),
          Arguments.of("line end cut in two", List.of("a\r", "\nb\n"), List.of("a", "b"), ""),
          Arguments.of("progress bar", List.of("1%\r", "50%\r", "100%\n"), List.of("100%"), ""),
          Arguments.of("progress bar not at its end", List.of("1%\r2%\r"), List.of(), "2%\r"),
          Arguments.of("returns only", List.of("\r\r\n"), List.of(""), ""),
          Arguments.of("nothing", List.of(""), List.of(), ""));

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void joinsPiecesToLines(String name, List<String> pieces, List<String> lines, String rest) {
    List<LogLine> ended = new ArrayList<>();

    LineAssembler end = readAll(pieces, ended);

    assertThat(ended).extracting(LogLine::text).isEqualTo(lines);
    assertThat(end.partial()).isEqualTo(rest);
  }

  @Test
  void datesALineByItsFirstPiece() {
    List<LogLine> ended = new ArrayList<>();

    LineAssembler.START
        .read(at(1), true, "a", ended)
        .read(at(2), true, "b\nc", ended)
        .read(at(3), true, "d\n", ended);

    assertThat(ended)
        .isEqualTo(List.of(new LogLine(at(1), true, "ab"), new LogLine(at(2), true, "cd")));
  }

  @Test
  void breaksUpAVeryLongLineWithoutTearingCharacters() {
    String text = "x".repeat(LineAssembler.MAX_LENGTH - 1) + "\uD83D\uDE00" + "y";
    List<LogLine> ended = new ArrayList<>();

    LineAssembler rest = readAll(List.of(text), ended);

    assertThat(ended)
        .extracting(LogLine::text)
        .isEqualTo(List.of("x".repeat(LineAssembler.MAX_LENGTH - 1)));
    assertThat(rest.partial()).isEqualTo("\uD83D\uDE00y");
  }

  @Test
  void endsTheLastLine() {
    List<LogLine> ended = new ArrayList<>();

    LineAssembler rest = LineAssembler.START.read(at(1), false, "a", ended).flush(false, ended);

    assertThat(ended).isEqualTo(List.of(new LogLine(at(1), false, "a")));
    assertThat(rest).isEqualTo(LineAssembler.START);
  }

  private static LineAssembler readAll(List<String> pieces, List<LogLine> ended) {
    return Stream.concat(Stream.of(""), pieces.stream())
        .reduce(
            LineAssembler.START,
            (assembler, piece) -> assembler.read(at(0), false, piece, ended),
            (_, last) -> last);
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }
}
