package dev.gantry.ui.control;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/// Size and build time of the layers of an image: a row each, with two bars side by side, and a
/// line with the sums at the end. Rows are chosen with the arrow keys or by a click.
public final class LayerChart extends ChartControl {
  /// Value of [#selectedProperty] when no row is chosen.
  public static final int NONE = -1;

  private final ObjectProperty<Content> content =
      new SimpleObjectProperty<>(this, "content", Content.EMPTY);
  private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", NONE);

  public LayerChart() {
    super("layer-chart");
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setFocusTraversable(true);
    content.subscribe(() -> selected.set(NONE));
    selected.subscribe(() -> notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT));
  }

  public ObjectProperty<Content> contentProperty() {
    return content;
  }

  /// Index of the chosen row, or [#NONE].
  public IntegerProperty selectedProperty() {
    return selected;
  }

  public Optional<Row> selectedRow() {
    int index = selected.get();
    List<Row> rows = content.get().rows();
    return index >= 0 && index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case TEXT ->
          selectedRow().map(Row::spoken).orElseGet(() -> String.valueOf(getAccessibleText()));
      case ITEM_COUNT -> content.get().rows().size();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new LayerChartSkin(this);
  }

  /// What the chart shows.
  ///
  /// @param headers titles of the columns
  /// @param rows from the bottom of the image up
  /// @param total the sums
  public record Content(Headers headers, List<Row> rows, Total total) {
    static final Content EMPTY =
        new Content(new Headers("", "", "", ""), List.of(), new Total("", "", ""));

    public Content {
      rows = List.copyOf(rows);
    }
  }

  /// Titles of the columns.
  public record Headers(String line, String instruction, String size, String time) {}

  /// One layer.
  ///
  /// @param line place in the Dockerfile as it is shown, may be empty
  /// @param instruction what made the layer, on one line; the chart cuts it to the room it has
  /// @param size length of the size bar, as a share of the largest one, 0 to 1
  /// @param time length of the time bar in the same way; negative where the time is not known
  /// @param base whether the layer comes with the base image
  /// @param tooltip everything about the layer, on several lines
  /// @param spoken the row as a screen reader says it
  public record Row(
      String line,
      String instruction,
      double size,
      String sizeText,
      double time,
      String timeText,
      boolean cached,
      String cachedText,
      boolean base,
      String tooltip,
      String spoken) {}

  /// The sums at the end.
  public record Total(String label, String sizeText, String timeText) {}
}
