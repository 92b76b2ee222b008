package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.history.ArchivedBuilds;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A build that somebody else has started, watched to its end. To cancel means to look away.
final class FollowedBuild implements RunningBuild {

  private final ArchivedBuild build;
  private final Consumer<BuildEvent> events;
  private final CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();
  private @Nullable StatusStream status;
  private boolean cancelled;

  FollowedBuild(ArchivedBuild build, Consumer<BuildEvent> events) {
    this.build = build;
    this.events = events;
  }

  void run(Supplier<Connection> engine) {
    try {
      outcome.complete(follow(engine.get()));
    } catch (GantryException failure) {
      outcome.complete(failed(failure.problem()));
    } catch (InterruptedException _) {
      outcome.complete(lookedAway());
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      outcome.complete(failed(new Problem.Unexpected(defect.toString())));
    }
  }

  private BuildOutcome follow(Connection engine) throws InterruptedException {
    StatusStream stream = StatusStream.follow(engine.channel(), build.ref(), events);
    synchronized (this) {
      status = stream;
      if (cancelled) {
        stream.stop();
      }
    }
    BuildProgress progress = stream.await();
    synchronized (this) {
      if (cancelled) {
        return lookedAway();
      }
    }
    BuildHistoryRecord end =
        EngineCalls.answer(engine.address(), () -> engine.history().awaitEnd(build.ref()));
    ArchivedBuild told = ArchivedBuilds.of(end);
    return switch (told.ending()) {
      case Ending.Running _ -> lookedAway();
      case Ending.Cancelled _ -> new BuildOutcome.Cancelled(told.elapsed(Instant.now()));
      case Ending.Failed(String error) -> failed(cause(engine, end, error, progress));
      case Ending.Succeeded _ ->
          new BuildOutcome.Succeeded(
              end.getResult().getResultsMap().values().stream()
                  .map(result -> new Digest(result.getDigest()))
                  .findFirst(),
              told.tags(),
              engine.history().originsOfBuild(build.ref()),
              told.elapsed(Instant.now()));
    };
  }

  /// The same words as for a build of Gantry's own, without the files that it was made from.
  private Problem cause(
      Connection engine, BuildHistoryRecord end, String error, BuildProgress progress) {
    String dockerfile = build.options().getOrDefault("filename", "Dockerfile");
    BuildTarget target =
        new BuildTarget(
            build.name(),
            "",
            "",
            build.name(),
            BuildDefinition.of(
                    new BuildContext.Remote(build.options().getOrDefault("context", "")),
                    new Dockerfile.InContext(dockerfile))
                .build());
    StatusRuntimeException failure = engine.history().failure(end, error);
    return new FailureMapper(engine.address(), target).problem(failure, progress);
  }

  private BuildOutcome failed(Problem problem) {
    return new BuildOutcome.Failed(problem, build.elapsed(Instant.now()));
  }

  private BuildOutcome lookedAway() {
    return new BuildOutcome.Cancelled(build.elapsed(Instant.now()));
  }

  @Override
  public BuildOutcome await() throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    Optional.ofNullable(status).ifPresent(StatusStream::stop);
  }
}
