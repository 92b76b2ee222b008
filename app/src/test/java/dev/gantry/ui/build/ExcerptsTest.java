package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '   7 | RUN make',   true
          '   7 |',            true
          '   8 | EXPOSE 7',   false
          '  17 | RUN make',   false
          'RUN make',          false
          """)
  void marksTheLineAtFault(String text, boolean marked) {
    assertThat(Excerpts.isMarked(text, Optional.of(7))).isEqualTo(marked);
  }
}
