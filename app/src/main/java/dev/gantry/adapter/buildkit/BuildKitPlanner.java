package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.content.ImageLayout;
import dev.gantry.adapter.buildkit.plan.PlanReader;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.DiskUsageRequest;
import dev.gantry.adapter.buildkit.proto.UsageRecord;
import dev.gantry.adapter.buildkit.proto.gateway.ResolveImageConfigResponse;
import dev.gantry.adapter.buildkit.proto.llb.Definition;
import dev.gantry.adapter.buildkit.session.BuildSession;
import dev.gantry.adapter.buildkit.session.DockerConfiguration;
import dev.gantry.adapter.buildkit.session.SessionServices;
import dev.gantry.adapter.buildkit.transport.BuildKitMissing;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.Fingerprint;
import dev.gantry.domain.plan.Planner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Has BuildKit's Dockerfile frontend make its plan, and stops there. The engine reads the
/// Dockerfile and `.dockerignore` and looks base images up for that, and nothing else.
final class BuildKitPlanner implements Planner {

  /// Base images may have to be looked up at a slow registry.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PATIENCE_FOR_USAGE = Duration.ofSeconds(2);
  private static final Outputs NOTHING = new Outputs(List.of(), List.of());
  private static final String IGNORE = ".dockerignore";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Supplier<EngineAddress> engine;
  private final Connections connections;
  private final DockerConfiguration configuration;
  private final FileHashes hashes;

  BuildKitPlanner(
      Supplier<EngineAddress> engine,
      Connections connections,
      DockerConfiguration configuration,
      FileHashes hashes) {
    this.engine = engine;
    this.connections = connections;
    this.configuration = configuration;
    this.hashes = hashes;
  }

  @Override
  public BuildPlan plan(BuildRequest request) throws InterruptedException {
    Connection connection = connections.to(engine.get());
    BuildRequest complete =
        ProxyArguments.into(request, configuration.proxies(connection.address().host()));
    Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    String ref = UUID.randomUUID().toString().replace("-", "");
    Caches caches = Caches.of(request.target().definition().cache(), configuration.environment());
    try (BuildInputs inputs = BuildInputs.of(request.target());
        BuildSession session =
            BuildSession.open(
                connection.sockets()::session,
                connection.channel(),
                ContextKey.of(inputs),
                services(inputs, caches, problems));
        GatewayBuild build =
            GatewayBuild.open(
                connection.channel(),
                SolveRequests.solve(
                    complete, inputs, caches, NOTHING, EngineWorker.UNKNOWN, ref, session.id()))) {
      return plan(connection, build, inputs);
    } catch (ExecutionException failure) {
      throw new GantryException(
          Optional.ofNullable(problems.peek())
              .orElseGet(() -> problem(failure, connection.address(), request)),
          failure);
    } catch (FileSystemException failure) {
      throw new GantryException(
          new Problem.FileUnreadable(Path.of(failure.getFile()), failure.toString()), failure);
    } catch (IOException failure) {
      throw new GantryException(new Problem.Unexpected(failure.toString()), failure);
    } catch (TimeoutException failure) {
      throw new GantryException(
          new Problem.TimedOut("plan of " + request.target().name(), PATIENCE), failure);
    }
  }

  /// A plan needs no secrets.
  private SessionServices services(BuildInputs inputs, Caches caches, Queue<Problem> problems) {
    Map<String, ImageLayout> layouts = new HashMap<>(inputs.layouts());
    layouts.putAll(caches.layouts());
    return new SessionServices(
        inputs.directories(),
        layouts,
        Map.of(),
        Map.of(),
        List.of(),
        configuration,
        new LongAdder(),
        problems::add);
  }

  private BuildPlan plan(Connection connection, GatewayBuild build, BuildInputs inputs)
      throws ExecutionException, TimeoutException, IOException, InterruptedException {
    List<Definition> definitions =
        GatewayBuild.definitions(
            build.plan().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getResult());
    PlanReader reader =
        new PlanReader(
            definitions,
            inputs.directories(),
            (image, mode) -> content(build, image, mode),
            hashes);
    return reader.plan(
        connection.address().host(), results(connection.channel()), definitionModified(inputs));
  }

  /// When the Dockerfile or a `.dockerignore` was changed last, in nanoseconds since 1970.
  private static long definitionModified(BuildInputs inputs) throws IOException {
    if (inputs.temporary().isPresent()) {
      return 0;
    }
    String dockerfile = inputs.attributes().getOrDefault("filename", "Dockerfile");
    long last = 0;
    for (Path directory : inputs.directories().values()) {
      for (String name : List.of(dockerfile, dockerfile + IGNORE, IGNORE)) {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
          last = Math.max(last, Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
        }
      }
    }
    return last;
  }

  /// What tells images apart for BuildKit: their layers, or where the engine does not tell these
  /// the digest.
  private static String content(GatewayBuild build, String reference, String mode) {
    try {
      ResolveImageConfigResponse image = build.image(reference, mode);
      JsonNode layers =
          JSON.readTree(image.getConfig().toByteArray()).path("rootfs").path("diff_ids");
      return layers.isEmpty() ? image.getDigest() : Fingerprint.of(layers.toString());
    } catch (ExecutionException | IOException failure) {
      // the build will say so; until then the image counts as a new one
      return "unknown " + failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown " + interrupted;
    }
  }

  /// The words that the engine has for the results in its cache; empty when it does not tell soon.
  private static Optional<Set<String>> results(Channel channel) {
    try {
      return Optional.of(
          ControlGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE_FOR_USAGE.toMillis(), TimeUnit.MILLISECONDS)
              .diskUsage(DiskUsageRequest.getDefaultInstance())
              .getRecordList()
              .stream()
              .map(UsageRecord::getDescription)
              .collect(Collectors.toSet()));
    } catch (StatusRuntimeException _) {
      return Optional.empty();
    }
  }

  private static Problem problem(
      ExecutionException failure, EngineAddress engine, BuildRequest request) {
    boolean unknown = Status.fromThrowable(failure).getCode() == Status.Code.UNIMPLEMENTED;
    return unknown || BuildKitMissing.isBehind(failure)
        ? new Problem.PlanUnsupported(engine.host())
        : new FailureMapper(engine, request.target()).problem(failure, BuildProgress.nothingYet());
  }
}
