package dev.gantry.ui.modes;

import dev.gantry.domain.compose.SwitchEvent;
import java.time.Instant;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What a switch has done so far: a row for each resource, changed in place.
final class ResourceRows {
  private final ObservableList<ResourceRow> rows = FXCollections.observableArrayList();
  private final ObservableList<ResourceRow> view = FXCollections.unmodifiableObservableList(rows);

  ObservableList<ResourceRow> rows() {
    return view;
  }

  void apply(List<SwitchEvent> batch, Instant at) {
    for (SwitchEvent event : batch) {
      if (event instanceof SwitchEvent.Resource resource) {
        apply(resource, at);
      }
    }
  }

  private void apply(SwitchEvent.Resource resource, Instant at) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).is(resource)) {
        rows.set(i, rows.get(i).become(resource.state(), at));
        return;
      }
    }
    rows.add(ResourceRow.of(resource, at));
  }

  void clear() {
    rows.clear();
  }
}
