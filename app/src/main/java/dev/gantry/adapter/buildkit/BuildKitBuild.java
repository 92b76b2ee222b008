package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.content.ImageLayout;
import dev.gantry.adapter.buildkit.history.BuildHistory;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.adapter.buildkit.proto.SolveResponse;
import dev.gantry.adapter.buildkit.session.DockerConfiguration;
import dev.gantry.adapter.buildkit.session.SessionServices;
import dev.gantry.adapter.buildkit.transport.BuildKitMissing;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One build under way: builds what it needs of other targets, joins a session, follows the status
/// and asks BuildKit to solve, all on one channel. To cancel means to cancel the solving; closing
/// the session alone would not stop it.
final class BuildKitBuild implements RunningBuild {

  private static final Logger LOG = LoggerFactory.getLogger(BuildKitBuild.class);

  /// The last events come within moments of the end, but not for a build that is refused before it
  /// has begun.
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(2);

  private static final String DIGEST = "containerimage.digest";

  private final BuildRequest request;
  private final Consumer<BuildEvent> events;
  private final CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();
  private final SharedSession session;
  private final Function<BuildTarget, Optional<BuildKitBuild>> others;
  private final long begin = System.nanoTime();
  private @Nullable Future<?> waiting;
  private @Nullable BuildKitBuild needed;
  private @Nullable HttpBuild fallback;
  private boolean cancelled;

  /// @param session left when the build is over
  /// @param others finds a build under way that puts a target into the engine
  BuildKitBuild(
      BuildRequest request,
      Consumer<BuildEvent> events,
      SharedSession session,
      Function<BuildTarget, Optional<BuildKitBuild>> others) {
    this.request = request;
    this.events = oneAfterTheOther(events);
    this.session = session;
    this.others = others;
  }

  /// What the user calls it.
  String name() {
    return request.target().name();
  }

  /// Whether this build puts the target into the engine.
  boolean makes(BuildTarget target) {
    return request.target().equals(target)
        && request.outputs().contains(new BuildOutput.EngineImage());
  }

  /// Runs the build to its end, which is told by [#await].
  void run(
      Supplier<EngineAddress> engine, Connections connections, DockerConfiguration configuration) {
    try {
      outcome.complete(build(engine, connections, configuration));
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
    } finally {
      session.leave();
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
    if (waiting != null) {
      waiting.cancel(true);
    }
    if (needed != null) {
      needed.cancel();
    }
    if (fallback != null) {
      fallback.cancel();
    }
  }

  private BuildOutcome build(
      Supplier<EngineAddress> engines, Connections connections, DockerConfiguration configuration)
      throws IOException, InterruptedException {
    for (BuildTarget target : request.target().needs().values()) {
      BuildOutcome first = prepared(target, engines, connections, configuration);
      if (!(first instanceof BuildOutcome.Succeeded)) {
        return first;
      }
    }
    Connection engine = connections.to(engines.get());
    BuildRequest complete =
        ProxyArguments.into(request, configuration.proxies(engine.address().host()));
    try (BuildInputs inputs = BuildInputs.of(request.target());
        Pulse _ = Pulse.of(engine, events)) {
      Outputs outputs = Outputs.of(request);
      Caches caches = Caches.of(request.target().definition().cache(), configuration.environment());
      Map<String, ImageLayout> layouts = new HashMap<>(inputs.layouts());
      layouts.putAll(caches.layouts());
      SessionServices services =
          new SessionServices(
              inputs.directories(),
              layouts,
              request.target().definition().access().secrets(),
              SshAgents.of(request.target(), configuration.environment()),
              outputs.sinks(),
              configuration,
              session.requestedFiles(),
              session::tell);
      Optional<EngineWorker> worker = worker(engine);
      if (worker.isEmpty()) {
        return withoutBuildKit(connections.http(engine, complete, events))
            .run(inputs, services, session::problem);
      }
      String id = session.join(engine, ContextKey.of(inputs), services);
      String ref = UUID.randomUUID().toString().replace("-", "");
      return solve(
          engine,
          ref,
          SolveRequests.solve(complete, inputs, caches, outputs, worker.get(), ref, id),
          caches);
    } catch (ExecutionException failure) {
      return failed(
          new FailureMapper(engine.address(), request.target())
              .problem(failure, BuildProgress.nothingYet()));
    }
  }

  /// Waits for what this build uses as a context, which another build makes or one of its own.
  private BuildOutcome prepared(
      BuildTarget target,
      Supplier<EngineAddress> engines,
      Connections connections,
      DockerConfiguration configuration)
      throws InterruptedException {
    Optional<BuildKitBuild> other = others.apply(target);
    if (other.isEmpty()) {
      BuildKitBuild own = prepare(target);
      own.run(engines, connections, configuration);
      return own.await();
    }
    try {
      // a copy, so that to cancel this build does not end the other
      return answer(() -> other.get().outcome.copy());
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// What builds in the engine; empty if its BuildKit cannot be called.
  ///
  /// @throws ExecutionException if there is no engine at all
  private Optional<EngineWorker> worker(Connection engine)
      throws ExecutionException, InterruptedException {
    if (engine.isOpen() && !FrontendOptions.dependsOnWorker(request.target().definition())) {
      return Optional.of(EngineWorker.UNKNOWN);
    }
    try {
      return Optional.of(EngineWorker.of(answer(engine::greet)));
    } catch (ExecutionException failure) {
      if (BuildKitMissing.isBehind(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// @throws CancellationException if the build was cancelled before
  private synchronized HttpBuild withoutBuildKit(HttpBuild build) {
    if (cancelled) {
      throw new CancellationException();
    }
    fallback = build;
    return build;
  }

  /// A build of what this one uses as a context; it goes into the engine, where this one finds it.
  ///
  /// @throws CancellationException if the build was cancelled before
  private synchronized BuildKitBuild prepare(BuildTarget target) {
    if (cancelled) {
      throw new CancellationException();
    }
    BuildRequest first =
        new BuildRequest(
            target, request.noCache(), request.pull(), List.of(new BuildOutput.EngineImage()));
    BuildKitBuild build = new BuildKitBuild(first, events, new SharedSession(1), others);
    needed = build;
    return build;
  }

  private BuildOutcome solve(Connection engine, String ref, SolveRequest build, Caches caches)
      throws InterruptedException {
    events.accept(new BuildEvent.Named(ref));
    StatusStream status = StatusStream.follow(engine.channel(), ref, events);
    try {
      SolveResponse response =
          answer(() -> ControlGrpc.newFutureStub(engine.channel()).solve(build));
      caches.keep(response.getExporterResponseMap());
      BuildProgress progress = status.finish(STATUS_PATIENCE);
      events.accept(new BuildEvent.FilesRequested(session.requestedFiles().intValue()));
      return succeeded(response, origins(engine.history(), ref, progress));
    } catch (ExecutionException failure) {
      BuildProgress progress = status.finish(STATUS_PATIENCE);
      FailureMapper mapper = new FailureMapper(engine.address(), request.target());
      return failed(
          session
              .problem()
              .or(() -> EngineRefusal.of(request, failure))
              .orElseGet(() -> mapper.problem(failure, progress)));
    } finally {
      status.finish(STATUS_PATIENCE);
    }
  }

  /// Waits for an answer of the engine, as long as nobody cancels the build.
  ///
  /// @throws CancellationException if somebody does or did so
  private <T> T answer(Supplier<? extends Future<T>> call)
      throws ExecutionException, InterruptedException {
    Future<T> answer;
    synchronized (this) {
      if (cancelled) {
        throw new CancellationException();
      }
      answer = call.get();
      waiting = answer;
    }
    return answer.get();
  }

  private static List<LayerOrigin> origins(
      BuildHistory history, String ref, BuildProgress progress) {
    List<LayerOrigin> remembered = history.originsOfBuild(ref, progress.steps());
    return remembered.isEmpty() ? DagWalk.origins(progress.steps()) : remembered;
  }

  private BuildOutcome succeeded(SolveResponse response, List<LayerOrigin> origins) {
    boolean inEngine = request.outputs().contains(new BuildOutput.EngineImage());
    String digest = response.getExporterResponseMap().get(DIGEST);
    if (inEngine && digest == null) {
      return failed(new Problem.BuildFailed(request.target().name(), "the engine named no image"));
    }
    return new BuildOutcome.Succeeded(
        Optional.ofNullable(digest).filter(_ -> inEngine).map(Digest::new),
        inEngine ? request.target().definition().tags() : List.of(),
        origins,
        took());
  }

  /// The status and the pulse of the engine come on threads of their own.
  private static Consumer<BuildEvent> oneAfterTheOther(Consumer<BuildEvent> events) {
    Object lock = new Object();
    return event -> {
      synchronized (lock) {
        events.accept(event);
      }
    };
  }

  private BuildOutcome failed(Problem problem) {
    return new BuildOutcome.Failed(problem, took());
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
