package dev.gantry.ui.build;

import dev.gantry.domain.build.StepId;
import dev.gantry.domain.log.LogBuffer;
import dev.gantry.domain.log.LogLine;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The lines of the log that is on screen. It follows the bounded buffer of a step: new lines come
/// at the end in one change, and those that the buffer let go leave at the front in one change.
final class StepLogModel {
  private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
  // kept, because listeners hang on it weakly
  private final ObservableList<LogLine> linesView = FXCollections.unmodifiableObservableList(lines);
  private final ReadOnlyLongWrapper dropped = new ReadOnlyLongWrapper(this, "dropped");
  private Optional<StepId> step = Optional.empty();
  private long written;

  ObservableList<LogLine> lines() {
    return linesView;
  }

  ReadOnlyLongProperty droppedProperty() {
    return dropped.getReadOnlyProperty();
  }

  void show(Optional<StepId> shown, LogBuffer buffer) {
    if (!shown.equals(step) || buffer.written() < written) {
      step = shown;
      lines.setAll(buffer.lines());
    } else {
      List<LogLine> more = buffer.since(written);
      if (!more.isEmpty()) {
        lines.addAll(more);
      }
      int excess = lines.size() - buffer.lines().size();
      if (excess > 0) {
        lines.remove(0, excess);
      }
    }
    written = buffer.written();
    dropped.set(buffer.dropped());
  }
}
