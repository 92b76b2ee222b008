package dev.gantry.ui.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.ui.FxThread;
import dev.gantry.ui.TestWindow;
import dev.gantry.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks the scene graph in every state that there is a picture of.
class AccessibilityTest {
  static Stream<Shot> shots() {
    return Shots.all().stream();
  }

  @ParameterizedTest
  @MethodSource("shots")
  void everythingThatCanBeUsedHasAName(Shot shot) {
    List<String> unnamed = new ArrayList<>();
    try (TestWindow window = TestWindow.open(shot.ports(), Theme.LIGHT, 1000, 700)) {
      shot.drive().accept(window.viewModel());
      FxThread.run(
          () -> {
            List<Node> nodes = new ArrayList<>();
            collect(window.scene().getRoot(), nodes);
            nodes.stream()
                .filter(AccessibilityTest::isUsed)
                .filter(node -> !isNamed(node, nodes))
                .forEach(node -> unnamed.add(node.toString()));
          });
    }

    assertThat(unnamed).isEmpty();
  }

  private static void collect(Node node, List<Node> nodes) {
    nodes.add(node);
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, nodes));
    }
  }

  private static boolean isUsed(Node node) {
    return node.isFocusTraversable()
        && (node instanceof ButtonBase
            || node instanceof TextInputControl
            || node instanceof ListView<?>
            || node instanceof Spinner<?>);
  }

  private static boolean isNamed(Node node, List<Node> nodes) {
    boolean spoken = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
    boolean written =
        node instanceof Labeled labeled
            && labeled.getText() != null
            && !labeled.getText().isBlank();
    boolean labelled =
        nodes.stream()
            .anyMatch(
                other ->
                    other instanceof Label label
                        && label.getLabelFor() != null
                        && isWithin(node, label.getLabelFor()));
    return spoken || written || labelled;
  }

  /// The editor of a spinner is named by the label of the spinner.
  private static boolean isWithin(Node node, Node ancestor) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (each.equals(ancestor)) {
        return true;
      }
    }
    return false;
  }
}
