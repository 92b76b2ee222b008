package dev.gantry.ui.build;

import dev.gantry.domain.image.FileTree.Large;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Waste;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import dev.gantry.text.WasteText;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.ProblemCard;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What the target's image stores for nothing, and its largest files.
final class FilesPane extends StackPane {
  private static final int WASTED = 20;

  private final TargetViewModel target;
  private final Strings strings;
  private final ProblemText problems;
  private final WasteText words;

  FilesPane(TargetViewModel target, Strings strings, ProblemText problems) {
    this.target = target;
    this.strings = strings;
    this.problems = problems;
    this.words = new WasteText(strings);
    getStyleClass().add("layers-pane");
    target.files().stateProperty().subscribe(this::show);
    target.image().stateProperty().subscribe(_ -> show(target.files().stateProperty().get()));
  }

  private void show(FilesState state) {
    getChildren()
        .setAll(
            switch (state) {
              case FilesState.Unknown _ -> unknown();
              case FilesState.Reading(long bytes) ->
                  new Label(strings.text("build.files.reading", Sizes.format(bytes)));
              case FilesState.Failed(var problem) ->
                  new ProblemCard(problem, problems, strings, false, List.of());
              case FilesState.Ready(Waste waste, List<Large> largest) -> ready(waste, largest);
            });
  }

  private Node unknown() {
    return target.image().stateProperty().get() instanceof ImageState.Present(Image image)
        ? new EmptyState(
            Icons.of(Feather.SEARCH),
            strings.text("build.files.title"),
            strings.text("build.files.text", Sizes.format(image.sizeBytes())),
            List.of(read(image)))
        : new EmptyState(
            Icons.of(Feather.SEARCH),
            strings.text("build.files.noImageTitle"),
            strings.text("build.files.noImageText"),
            List.of());
  }

  private Button read(Image image) {
    Button button = new Button(strings.text("build.files.read"));
    button.setId("read-files-button");
    button.setOnAction(_ -> target.files().read(image));
    return button;
  }

  private Node ready(Waste waste, List<Large> largest) {
    VBox content = new VBox(10);
    content.getStyleClass().add("result");
    content.getChildren().add(title(words.sum(waste)));
    if (!waste.items().isEmpty()) {
      FactTable table = new FactTable();
      waste.items().stream()
          .limit(WASTED)
          .forEach(
              item ->
                  table.row(Sizes.format(item.bytes()), item.path(), words.reason(item.reason())));
      content.getChildren().add(table);
    }
    FactTable files = new FactTable();
    for (Large file : largest) {
      files.row(
          Sizes.format(file.content().sizeBytes()),
          file.path(),
          strings.text("build.files.layer", file.content().layer() + 1));
    }
    content.getChildren().addAll(title(strings.text("build.files.largest")), files);
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("failure-scroll");
    return scroll;
  }

  private static Label title(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }
}
