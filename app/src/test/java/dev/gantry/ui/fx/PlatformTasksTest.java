package dev.gantry.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.FxThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlatformTasksTest {
  private final PlatformTasks tasks = new PlatformTasks();

  @BeforeAll
  static void startToolkit() {
    FxThread.startToolkit();
  }

  @Test
  void worksOffTheFxThreadAndCallsBackOnIt() throws Exception {
    CompletableFuture<List<Boolean>> onFxThread = new CompletableFuture<>();

    tasks.run(
        Platform::isFxApplicationThread,
        worked -> onFxThread.complete(List.of(worked, Platform.isFxApplicationThread())),
        problem -> onFxThread.completeExceptionally(new AssertionError(problem)));

    assertThat(onFxThread.get(10, TimeUnit.SECONDS)).containsExactly(false, true);
  }

  @Test
  void callsBackLaterAlsoWhenAskedOnTheFxThread() {
    List<String> order = new CopyOnWriteArrayList<>();

    FxThread.run(
        () -> {
          tasks.later(() -> order.add("later"));
          order.add("now");
        });
    FxThread.run(() -> {});

    assertThat(order).containsExactly("now", "later");
  }

  @Test
  void handsOverTheProblemOfAnExpectedFailure() throws Exception {
    Problem problem = new Problem.ServiceOverloaded("busy");
    CompletableFuture<Problem> failure = new CompletableFuture<>();

    tasks.run(
        () -> {
          throw new GantryException(problem);
        },
        _ -> failure.completeExceptionally(new AssertionError("no failure")),
        failure::complete);

    assertThat(failure.get(10, TimeUnit.SECONDS)).isEqualTo(problem);
  }

  @Test
  void aDefectBecomesAProblemToo() throws Exception {
    CompletableFuture<Problem> failure = new CompletableFuture<>();

    tasks.run(
        () -> {
          throw new IllegalStateException("oops");
        },
        _ -> failure.completeExceptionally(new AssertionError("no failure")),
        failure::complete);

    assertThat(failure.get(10, TimeUnit.SECONDS))
        .isEqualTo(new Problem.Unexpected("java.lang.IllegalStateException: oops"));
  }

  @Test
  void cancelInterruptsTheWorkAndDropsItsResult() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    List<String> callbacks = new CopyOnWriteArrayList<>();

    FxTasks.Handle handle =
        tasks.run(
            () -> {
              begun.countDown();
              try {
                return new CountDownLatch(1).await(10, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
              }
            },
            _ -> callbacks.add("success"),
            _ -> callbacks.add("failure"));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    handle.cancel();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    FxThread.settle();
    assertThat(callbacks).isEmpty();
  }
}
