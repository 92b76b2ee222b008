package dev.gantry.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.ui.FxThread;
import java.util.stream.IntStream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayerChartTest {
  private final LayerChart chart = FxThread.call(LayerChart::new);

  @BeforeAll
  static void startToolkit() {
    FxThread.startToolkit();
  }

  @BeforeEach
  void show() {
    FxThread.run(
        () -> {
          Scene scene = new Scene(chart, 600, 200);
          chart.contentProperty().set(content(20));
          scene.getRoot().applyCss();
          scene.getRoot().layout();
        });
  }

  @Test
  void theArrowKeysChooseARow() {
    press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.UP, KeyCode.DOWN);

    assertThat(chart.selectedProperty().get()).isEqualTo(1);
  }

  @Test
  void theEndsStopTheChoice() {
    press(KeyCode.END, KeyCode.DOWN);
    int last = chart.selectedProperty().get();
    press(KeyCode.HOME, KeyCode.UP);

    assertThat(last).isEqualTo(19);
    assertThat(chart.selectedProperty().get()).isZero();
  }

  @Test
  void saysTheChosenRow() {
    press(KeyCode.DOWN);

    assertThat(chart.queryAccessibleAttribute(AccessibleAttribute.TEXT)).isEqualTo("spoken 0");
  }

  @Test
  void aNewImageHasNoChoice() {
    press(KeyCode.DOWN);
    FxThread.run(() -> chart.contentProperty().set(content(3)));

    assertThat(chart.selectedRow()).isEmpty();
  }

  private void press(KeyCode... codes) {
    FxThread.run(
        () -> {
          for (KeyCode code : codes) {
            chart.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
          }
        });
  }

  private static LayerChart.Content content(int rows) {
    return new LayerChart.Content(
        new LayerChart.Headers("Line", "Instruction", "Size", "Time"),
        IntStream.range(0, rows).mapToObj(LayerChartTest::row).toList(),
        new LayerChart.Total("Total", "1 MB", "1 s"));
  }

  private static LayerChart.Row row(int index) {
    return new LayerChart.Row(
        "1", "RUN make", 1, "1 MB", 1, "1 s", false, "", false, "tooltip", "spoken " + index);
  }
}
