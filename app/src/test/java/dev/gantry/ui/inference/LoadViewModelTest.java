package dev.gantry.ui.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.Loads;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadViewModelTest {
  private static final Duration BATCH = Duration.ofMillis(50);
  private static final ServiceLoad FIRST = Loads.at(Instant.parse("2026-01-01T00:00:00Z"));
  private static final ServiceLoad SECOND = Loads.at(Instant.parse("2026-01-01T00:00:01Z"));
  private static final Problem.ServiceUnreachable GONE =
      new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused");

  private final ManualTasks tasks = new ManualTasks();
  private final FakeInferenceService service = new FakeInferenceService();
  private final LoadViewModel viewModel = new LoadViewModel(service::watchLoad, tasks);

  private void connect(int port) {
    viewModel.connect(Optional.of(new ServiceEndpoint("127.0.0.1", port, "")));
    tasks.settle();
  }

  private void look(boolean looking) {
    viewModel.look(looking);
    tasks.settle();
  }

  private List<ServiceLoad> measured() {
    return viewModel.historyProperty().get().measured();
  }

  @Test
  void measuresOnlyWhileSomebodyLooks() {
    connect(50052);
    int before = service.loadWatcherCount();
    look(true);
    int looking = service.loadWatcherCount();

    assertThat(before).isZero();
    assertThat(looking).isOne();
  }

  @Test
  void goesOnMeasuringAsLongAsItWouldBeSeen() {
    connect(50052);
    look(true);
    look(false);
    tasks.advance(LoadViewModel.SPAN.minusSeconds(1));
    int within = service.loadWatcherCount();
    tasks.advance(Duration.ofSeconds(1));
    tasks.settle();

    assertThat(within).isOne();
    assertThat(service.loadWatcherCount()).isZero();
  }

  @Test
  void goesOnMeasuringWhereSomebodyLooksAgain() {
    connect(50052);
    look(true);
    look(false);
    look(true);
    tasks.advance(LoadViewModel.SPAN.multipliedBy(2));

    assertThat(service.loadWatcherCount()).isOne();
  }

  @Test
  void keepsAllThatIsMeasured() {
    connect(50052);
    look(true);
    service.measured(FIRST);
    service.measured(SECOND);
    tasks.advance(BATCH);

    assertThat(viewModel.historyProperty().get())
        .isEqualTo(new LoadHistory(LoadViewModel.SPAN, List.of(FIRST, SECOND)));
    assertThat(viewModel.stateProperty().get()).isEqualTo(new LoadState.Measured(SECOND));
  }

  @Test
  void keepsWhatWasMeasuredOfAServiceThatIsGone() {
    connect(50052);
    look(true);
    service.measured(FIRST);
    service.tellOfLoad(List.of(new Watched.Lost<>(GONE)));
    tasks.advance(BATCH);

    assertThat(measured()).isEqualTo(List.of(FIRST));
    assertThat(viewModel.stateProperty().get()).isEqualTo(new LoadState.Lost(GONE));
  }

  @Test
  void saysThatAServiceDoesNotMeasure() {
    service.tellOfLoad(List.of(new Watched.NotOffered<>()));
    connect(50052);
    look(true);
    tasks.advance(BATCH);

    assertThat(viewModel.stateProperty().get()).isEqualTo(new LoadState.NotOffered());
  }

  @Test
  void beginsAnewWithAnotherService() {
    connect(50052);
    look(true);
    service.measured(FIRST);
    tasks.advance(BATCH);
    viewModel.connect(Optional.empty());
    tasks.settle();

    assertThat(measured()).isEmpty();
    assertThat(viewModel.stateProperty().get()).isEqualTo(new LoadState.Waiting());
    assertThat(service.loadWatcherCount()).isZero();
  }
}
