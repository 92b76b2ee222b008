package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("baseline", "dev", "prod", "slim");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          prd,      prod
          pord,     prod
          PROD,     prod
          baselin,  baseline
          bsaelnie, baseline
          slm,      slim
          """)
  void findsTheNearestName(String typed, String meant) {
    assertThat(Suggestion.nearest(typed, KNOWN)).contains(meant);
  }

  @Test
  void staysSilentWhenNothingIsNear() {
    assertThat(Suggestion.nearest("kubernetes", KNOWN)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',      abc,     3
          abc,     abc,     0
          abc,     acb,     1
          kitten,  sitting, 3
          ca,      abc,     3
          """)
  void countsEdits(String from, String to, int distance) {
    assertThat(Suggestion.distance(from, to)).isEqualTo(distance);
  }
}
