package dev.gantry.ui.fx;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks on virtual threads, with `Platform.runLater` as the way back.
public final class PlatformTasks implements FxTasks {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformTasks.class);

  @Override
  public <T> Handle run(
      Callable<? extends T> work, Consumer<? super T> onSuccess, Consumer<Problem> onFailure) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .name("ui-task")
            .unstarted(() -> perform(work, onSuccess, onFailure, cancelled));
    thread.start();
    return () -> {
      cancelled.set(true);
      thread.interrupt();
    };
  }

  private <T> void perform(
      Callable<? extends T> work,
      Consumer<? super T> onSuccess,
      Consumer<Problem> onFailure,
      AtomicBoolean cancelled) {
    Runnable callback;
    try {
      T result = work.call();
      callback = () -> onSuccess.accept(result);
    } catch (GantryException e) {
      LOG.info("task failed: {}", e.problem());
      callback = () -> onFailure.accept(e.problem());
    } catch (InterruptedException | CancellationException e) {
      // a cancelled task tells nobody anything, see below
      if (!cancelled.get()) {
        LOG.warn("task interrupted by nobody", e);
      }
      callback = () -> onFailure.accept(new Problem.Unexpected(e.toString()));
    } catch (Exception | LinkageError e) {
      LOG.error("task met a defect", e);
      callback = () -> onFailure.accept(new Problem.Unexpected(e.toString()));
    }
    Runnable deliver = callback;
    later(
        () -> {
          if (!cancelled.get()) {
            deliver.run();
          }
        });
  }

  @Override
  public void later(Runnable action) {
    Platform.runLater(action);
  }

  @Override
  public Handle after(Duration delay, Runnable action) {
    AtomicBoolean cancelled = new AtomicBoolean();
    later(
        () -> {
          PauseTransition pause =
              new PauseTransition(javafx.util.Duration.millis(delay.toNanos() / 1e6));
          pause.setOnFinished(
              _ -> {
                if (!cancelled.get()) {
                  action.run();
                }
              });
          pause.play();
        });
    return () -> cancelled.set(true);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
