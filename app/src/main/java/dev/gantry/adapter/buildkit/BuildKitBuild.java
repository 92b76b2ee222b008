package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.history.BuildHistory;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.adapter.buildkit.proto.SolveResponse;
import dev.gantry.adapter.buildkit.session.BuildSession;
import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import dev.gantry.adapter.buildkit.session.SessionServices;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One build under way: opens a session, follows the status and asks BuildKit to solve, all on one
/// channel. To cancel means to cancel the solving; closing the session alone would not stop it.
final class BuildKitBuild implements RunningBuild {

  private static final Logger LOG = LoggerFactory.getLogger(BuildKitBuild.class);

  /// The last events come within moments of the end, but not for a build that is refused before it
  /// has begun.
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(2);

  private static final String DIGEST = "containerimage.digest";

  private final BuildRequest request;
  private final Consumer<BuildEvent> events;
  private final CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();
  private final Queue<Problem> sessionProblems = new ConcurrentLinkedQueue<>();
  private final long begin = System.nanoTime();
  private @Nullable Future<SolveResponse> solving;
  private boolean cancelled;

  BuildKitBuild(BuildRequest request, Consumer<BuildEvent> events) {
    this.request = request;
    this.events = events;
  }

  /// Runs the build to its end, which is told by [#await].
  void run(
      Supplier<EngineAddress> engine, Connections connections, RegistryCredentials credentials) {
    try {
      outcome.complete(build(connections.to(engine.get()), credentials));
    } catch (GantryException failure) {
      outcome.complete(failed(failure.problem()));
    } catch (CancellationException _) {
      outcome.complete(new BuildOutcome.Cancelled(took()));
    } catch (InterruptedException _) {
      cancel();
      outcome.complete(new BuildOutcome.Cancelled(took()));
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException defect) {
      LOG.error("Build of {} failed unexpectedly", request.target().name(), defect);
      outcome.complete(failed(new Problem.Unexpected(defect.toString())));
    }
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
    if (solving != null) {
      solving.cancel(true);
    }
  }

  private BuildOutcome build(Connection engine, RegistryCredentials credentials)
      throws IOException, InterruptedException {
    String ref = UUID.randomUUID().toString().replace("-", "");
    try (BuildInputs inputs = BuildInputs.of(request.target().definition())) {
      SessionServices services =
          new SessionServices(
              inputs.directories(),
              request.target().definition().access().secrets(),
              credentials,
              sessionProblems::add);
      String key = ContextKey.of(inputs);
      try (BuildSession session = BuildSession.open(engine.channel(), key, services)) {
        return solve(engine, ref, SolveRequests.solve(request, inputs, ref, session.id()));
      }
    }
  }

  private BuildOutcome solve(Connection engine, String ref, SolveRequest build)
      throws InterruptedException {
    StatusStream status = StatusStream.follow(engine.channel(), ref, events);
    try {
      SolveResponse response = solve(engine.channel(), build).get();
      BuildProgress progress = status.finish(STATUS_PATIENCE);
      return succeeded(response, origins(engine.history(), ref, progress));
    } catch (ExecutionException failure) {
      BuildProgress progress = status.finish(STATUS_PATIENCE);
      FailureMapper mapper = new FailureMapper(engine.address(), request.target());
      return failed(
          Optional.ofNullable(sessionProblems.peek())
              .orElseGet(() -> mapper.problem(failure, progress)));
    } finally {
      status.finish(STATUS_PATIENCE);
    }
  }

  /// @throws CancellationException if the build was cancelled before
  private synchronized Future<SolveResponse> solve(ManagedChannel channel, SolveRequest build) {
    if (cancelled) {
      throw new CancellationException();
    }
    solving = ControlGrpc.newFutureStub(channel).solve(build);
    return solving;
  }

  private static List<LayerOrigin> origins(
      BuildHistory history, String ref, BuildProgress progress) {
    List<LayerOrigin> remembered = history.originsOfBuild(ref);
    return remembered.isEmpty() ? DagWalk.origins(progress.steps()) : remembered;
  }

  private BuildOutcome succeeded(SolveResponse response, List<LayerOrigin> origins) {
    String digest = response.getExporterResponseMap().get(DIGEST);
    if (digest == null) {
      return failed(new Problem.BuildFailed(request.target().name(), "the engine named no image"));
    }
    List<String> tags = request.target().definition().tags();
    return new BuildOutcome.Succeeded(Optional.of(new Digest(digest)), tags, origins, took());
  }

  private BuildOutcome failed(Problem problem) {
    return new BuildOutcome.Failed(problem, took());
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
