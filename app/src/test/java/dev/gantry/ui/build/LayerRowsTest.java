package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.text.Strings;
import dev.gantry.ui.control.LayerChart;
import dev.gantry.ui.demo.DemoImage;
import org.junit.jupiter.api.Test;

class LayerRowsTest {
  private final LayerChart.Content content = new LayerRows(Strings.load()).of(DemoImage.IMAGE);

  @Test
  void barsAreSharesOfTheLargest() {
    assertThat(content.rows().getFirst().size()).isEqualTo(1);
    assertThat(content.rows().get(2).time()).isEqualTo(1);
  }

  @Test
  void aLayerWhoseStepIsNotKnownHasNoTime() {
    assertThat(content.rows().getFirst().time()).isNegative();
    assertThat(content.rows().getFirst().base()).isTrue();
  }

  @Test
  void aLayerOfOneOrSeveralLinesSaysWhich() {
    assertThat(content.rows().stream().map(LayerChart.Row::line))
        .containsExactly("", "41–42", "44", "45", "46", "47", "48");
  }

  @Test
  void sumsSizesAndTimes() {
    assertThat(content.total())
        .isEqualTo(new LayerChart.Total("Total of 7 layers", "164 MB", "3.9 s"));
  }

  @Test
  void saysARowInOneSentence() {
    assertThat(content.rows().get(4).spoken())
        .isEqualTo(
            "Layer 5 of 7: COPY llm-service/models /app/models. Size 12.8 MB, build time 600 ms in"
                + " an earlier build, cached");
  }
}
