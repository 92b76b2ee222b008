package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.ui.fx.FxTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The targets of the project, and the one that is looked at.
public final class BuildViewModel implements AutoCloseable {
  private final BuildPorts ports;
  private final FxTasks tasks;
  private final ReadOnlyBooleanProperty engineReachable;
  private final ObservableList<TargetViewModel> targets = FXCollections.observableArrayList();
  // kept, because listeners hang on it weakly
  private final ObservableList<TargetViewModel> targetsView =
      FXCollections.unmodifiableObservableList(targets);
  private final ObjectProperty<@Nullable TargetViewModel> selected =
      new SimpleObjectProperty<>(this, "selected");
  private final ReadOnlyBooleanWrapper canBuild = new ReadOnlyBooleanWrapper(this, "canBuild");
  private final ReadOnlyBooleanWrapper canCancel = new ReadOnlyBooleanWrapper(this, "canCancel");
  private final Subscription subscription;
  private Subscription phase = Subscription.EMPTY;

  public BuildViewModel(BuildPorts ports, ReadOnlyBooleanProperty engineReachable, FxTasks tasks) {
    this.ports = ports;
    this.tasks = tasks;
    this.engineReachable = engineReachable;
    this.subscription =
        engineReachable.subscribe(this::engineChanged).and(selected.subscribe(this::show));
  }

  public ObservableList<TargetViewModel> targets() {
    return targetsView;
  }

  /// The target that is looked at; null while there are none.
  public ObjectProperty<@Nullable TargetViewModel> selectedProperty() {
    return selected;
  }

  public Optional<TargetViewModel> selected() {
    return Optional.ofNullable(selected.get());
  }

  public ReadOnlyBooleanProperty engineReachableProperty() {
    return engineReachable;
  }

  /// Whether there is a target that can be built now.
  public ReadOnlyBooleanProperty canBuildProperty() {
    return canBuild.getReadOnlyProperty();
  }

  /// Whether there is a build to stop.
  public ReadOnlyBooleanProperty canCancelProperty() {
    return canCancel.getReadOnlyProperty();
  }

  private void show(@Nullable TargetViewModel target) {
    phase.unsubscribe();
    phase =
        target == null ? Subscription.EMPTY : target.phaseProperty().subscribe(this::showCommands);
    showCommands();
    loadImages();
  }

  private void engineChanged() {
    showCommands();
    loadImages();
  }

  private void showCommands() {
    boolean running = selected().map(TargetViewModel::running).orElse(false);
    canCancel.set(running);
    canBuild.set(selected().isPresent() && !running && engineReachable.get());
  }

  /// Shows the targets of these modes. A target that was there before keeps its build.
  public void show(List<ModeModel> models) {
    List<TargetViewModel> next = new ArrayList<>();
    for (BuildTarget target : models.stream().flatMap(model -> model.targets().stream()).toList()) {
      TargetViewModel viewModel =
          find(target.name()).orElseGet(() -> new TargetViewModel(target, ports, tasks));
      viewModel.update(target);
      next.add(viewModel);
    }
    targets.stream().filter(gone -> !next.contains(gone)).forEach(TargetViewModel::close);
    if (!next.equals(targets)) {
      targets.setAll(next);
    }
    if (!targets.contains(selected.get())) {
      selected.set(targets.isEmpty() ? null : targets.getFirst());
    }
  }

  private Optional<TargetViewModel> find(String name) {
    return targets.stream()
        .filter(target -> target.targetProperty().get().name().equals(name))
        .findFirst();
  }

  /// Looks at the target of this name, if there is one.
  public void select(String name) {
    find(name).ifPresent(selected::set);
  }

  /// Whether any target is being built.
  public boolean running() {
    return targets.stream().anyMatch(TargetViewModel::running);
  }

  /// Builds the target that is looked at.
  public void build(boolean noCache) {
    if (canBuild.get()) {
      selected().ifPresent(target -> target.build(noCache));
    }
  }

  /// Stops the build of the target that is looked at.
  public void cancel() {
    selected().ifPresent(TargetViewModel::cancel);
  }

  /// Makes the forecast anew of what is looked at and not built yet. Who comes back to the window
  /// has edited files elsewhere.
  public void comeBack() {
    if (engineReachable.get()) {
      selected().ifPresent(TargetViewModel::loadForecastIfNew);
    }
  }

  private void loadImages() {
    if (engineReachable.get()) {
      selected()
          .filter(target -> !target.running())
          .ifPresent(
              target -> {
                target.loadImage();
                target.loadForecastIfNew();
              });
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    phase.unsubscribe();
    targets.forEach(TargetViewModel::close);
  }
}
