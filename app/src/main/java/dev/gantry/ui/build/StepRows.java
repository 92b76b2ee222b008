package dev.gantry.ui.build;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Keeps the rows of the step list in line with the steps of a build: rows are updated in place and
/// new ones are put where they belong.
final class StepRows {
  private final Map<StepId, StepRow> byId = new HashMap<>();
  private final ObservableList<StepRow> rows = FXCollections.observableArrayList();
  // kept, because listeners hang on it weakly
  private final ObservableList<StepRow> rowsView = FXCollections.unmodifiableObservableList(rows);

  ObservableList<StepRow> rows() {
    return rowsView;
  }

  Optional<StepRow> row(StepId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Shows these steps, in this order.
  void show(List<Step> steps) {
    List<StepRow> next = new ArrayList<>(steps.size());
    for (Step step : steps) {
      StepRow row = byId.computeIfAbsent(step.id(), _ -> new StepRow(step));
      row.update(step);
      next.add(row);
    }
    int same = 0;
    while (same < rows.size() && same < next.size() && rows.get(same) == next.get(same)) {
      same++;
    }
    if (same == rows.size()) {
      rows.addAll(next.subList(same, next.size()));
    } else {
      rows.setAll(next);
    }
  }

  void clear() {
    byId.clear();
    rows.clear();
  }
}
