package dev.gantry.ui.control;

/// AtlantaFX's style classes of buttons that stand side by side as one.
public final class Pills {
  private Pills() {}

  /// The class of one of them.
  ///
  /// @param index of the button, from the left
  /// @param count of all buttons
  public static String styleClass(int index, int count) {
    if (count == 1) {
      return "single-pill";
    }
    if (index == 0) {
      return "left-pill";
    }
    return index == count - 1 ? "right-pill" : "center-pill";
  }
}
