package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.generation.StopMatcher.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopMatcherTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          _,         a|b,           a|b,          ,      _
          x,         a|b,           a|b,          ,      _
          b,         abc,           a,            b,     _
          +++,       a+|++,         a|_,          +++,   _
          +++,       a+|+|b,        a|_|++b,      ,      _
          abab,      ab|aab|ab,     _|aba|_,      abab,  _
          abab,      aba|ba,        _|_,          abab,  _
          bc|abcd,   ab|c,          _|a,          bc,    _
          b|abc,     ab,            a,            b,     _
          ab|a,      a,             _,            a,     _
          ünd,       ü|nd,          _|_,          ünd,   _
          🙂!,       a🙂|b,         a|🙂b,        ,      _
          stop,      st|st|o,       _|st|_,       ,      sto
          """)
  void holdsBackWhatMayBecomeAStopString(
      String stops, String pieces, String texts, String stop, String rest) {
    StopMatcher matcher = new StopMatcher(stops.equals("_") ? List.of() : split(stops));
    List<Result> results = new ArrayList<>();
    for (String piece : split(pieces)) {
      assertThat(results).allMatch(result -> result.stop() == null);
      results.add(matcher.add(piece));
    }

    assertThat(results.stream().map(Result::text).toList()).isEqualTo(split(texts));
    assertThat(results.getLast().stop()).isEqualTo(stop);
    assertThat(matcher.flush()).isEqualTo(split(rest).getFirst());
  }

  /// Parts between bars; an underscore stands for an empty one.
  private static List<String> split(String text) {
    return List.of(text.replace("_", "").split("\\|", -1));
  }
}
