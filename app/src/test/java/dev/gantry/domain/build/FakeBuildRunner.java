package dev.gantry.domain.build;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/// A runner whose builds do what the test says: by a [Script] that plays when a build starts, and
/// by hand through [FakeBuild] after that.
public final class FakeBuildRunner implements BuildRunner {

  /// What a build does at once.
  ///
  /// @param outcome how it ends; empty for a build that goes on until the test ends it, or a cancel
  ///   does
  public record Script(List<BuildEvent> events, Optional<BuildOutcome> outcome) {
    public Script {
      events = List.copyOf(events);
    }

    /// Waits for the test.
    public static final Script OPEN = new Script(List.of(), Optional.empty());
  }

  private final Function<BuildRequest, Script> scripts;
  private final List<FakeBuild> builds = new CopyOnWriteArrayList<>();

  /// Builds that the test drives by hand.
  public FakeBuildRunner() {
    this(_ -> Script.OPEN);
  }

  public FakeBuildRunner(Function<BuildRequest, Script> scripts) {
    this.scripts = scripts;
  }

  /// The builds started so far, oldest first.
  public List<FakeBuild> builds() {
    return List.copyOf(builds);
  }

  public FakeBuild lastBuild() {
    return builds.getLast();
  }

  @Override
  public RunningBuild start(BuildRequest request, Consumer<BuildEvent> events) {
    FakeBuild build = new FakeBuild(request, events);
    builds.add(build);
    Script script = scripts.apply(request);
    script.events().forEach(build::tell);
    script.outcome().ifPresent(build::end);
    return build;
  }

  /// A build of this runner. Tells its events on the thread that calls [#tell].
  public static final class FakeBuild implements RunningBuild {
    private final BuildRequest request;
    private final Consumer<BuildEvent> listener;
    private final CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();

    private FakeBuild(BuildRequest request, Consumer<BuildEvent> listener) {
      this.request = request;
      this.listener = listener;
    }

    public BuildRequest request() {
      return request;
    }

    /// Whether it has ended, for example by a cancel.
    public boolean isOver() {
      return outcome.isDone();
    }

    /// Tells events, unless the build is over.
    public void tell(BuildEvent... events) {
      for (BuildEvent event : events) {
        if (!outcome.isDone()) {
          listener.accept(event);
        }
      }
    }

    public void succeed(Digest image, LayerOrigin... origins) {
      List<String> tags = request.target().definition().tags();
      end(
          new BuildOutcome.Succeeded(
              Optional.of(image), tags, List.of(origins), Duration.ofSeconds(1)));
    }

    public void fail(Problem problem) {
      end(new BuildOutcome.Failed(problem, Duration.ofSeconds(1)));
    }

    /// Ends the build, unless it is over.
    public void end(BuildOutcome ending) {
      outcome.complete(ending);
    }

    @Override
    public BuildOutcome await() throws InterruptedException {
      try {
        return outcome.get();
      } catch (ExecutionException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void cancel() {
      end(new BuildOutcome.Cancelled(Duration.ofSeconds(1)));
    }
  }
}
