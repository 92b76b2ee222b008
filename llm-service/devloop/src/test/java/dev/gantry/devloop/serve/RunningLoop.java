package dev.gantry.devloop.serve;

import static java.util.Objects.requireNonNull;

import dev.gantry.devloop.compile.Program;
import dev.gantry.devloop.compile.ProgramBuilder;
import dev.gantry.devloop.compile.ProgramStore;
import dev.gantry.devloop.v1.Cycle;
import dev.gantry.devloop.v1.DevLoopServiceGrpc;
import dev.gantry.devloop.v1.Outcome;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Snapshot;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The real server with the tiny model and the loop around a copy of its sources, in this process.
final class RunningLoop {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Program> INITIAL = new ArrayList<>();
  private static final Path LLM_SERVICE = Path.of("..").toAbsolutePath().normalize();

  private final EditedSources sources;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final BlockingQueue<RestartNote> restarts = new LinkedBlockingQueue<>();
  private final ServerParts parts;
  private final ChangeWatch watch;
  private final HotServices services;
  private final LlmServer server;
  private final Thread thread;
  private final ManagedChannel channel;
  private final BlockingClientCall<?, WatchResponse> cycles;

  /// Of an image that was built of the same sources.
  RunningLoop(Path directory) throws Exception {
    this(directory, new EditedSources(directory.resolve("sources")), Optional.empty());
  }

  /// @param built what the image was built of; empty where that is what the sources are now
  RunningLoop(Path directory, EditedSources sources, Optional<Snapshot> built) throws Exception {
    this.sources = sources;
    watch =
        new ChangeWatch(
            sources.root(), ChangeWatch.Means.AUTO, InstantSource.system(), () -> log.add("blind"));
    ProgramBuilder builder = new ProgramBuilder(sources.root(), sources.compiler());
    Snapshot snapshot = watch.last();
    Program program = initial(builder, snapshot);
    parts =
        new ServerParts(
            ConfigReader.read(
                List.of(
                    "--port=0",
                    "--model-path=" + LLM_SERVICE.resolve("models/gantry-tiny.Q8_0.gguf"),
                    "--natives-dir=" + natives()),
                Map.of()),
            "1.2.3",
            Instant.EPOCH,
            (level, event, fields) -> log.add(level + " " + event + " " + Arrays.asList(fields)),
            (_, thrown) -> log.add("died " + thrown));
    CycleFeed feed = new CycleFeed();
    services = new HotServices(parts, program, new DevLoopGrpc(feed), () -> {});
    server = LlmServer.start(parts, services);
    thread =
        Thread.ofPlatform()
            .start(
                new DevLoop(
                    sources.root(),
                    watch,
                    builder,
                    new ProgramStore(directory.resolve("classes")),
                    program,
                    snapshot,
                    built.orElse(snapshot),
                    services,
                    feed,
                    new CycleLog(parts.log()),
                    restarts::add,
                    InstantSource.system()));
    channel =
        OkHttpChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
    cycles =
        DevLoopServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .watch(WatchRequest.getDefaultInstance());
  }

  /// The same for all tests, because compiling everything takes seconds.
  private static synchronized Program initial(ProgramBuilder builder, Snapshot snapshot)
      throws IOException {
    if (INITIAL.isEmpty()) {
      INITIAL.add(build(builder, snapshot));
    }
    return INITIAL.getFirst();
  }

  static Program build(ProgramBuilder builder, Snapshot snapshot) throws IOException {
    ProgramBuilder.Result result = builder.build(snapshot, Snapshot.EMPTY, Program.EMPTY);
    if (result instanceof ProgramBuilder.Result.Built(Program program, _)) {
      return program;
    }
    throw new AssertionError("the sources of this repository do not compile: " + result);
  }

  private static Path natives() {
    String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    return LLM_SERVICE.resolve("natives/target/natives").resolve(platform);
  }

  EditedSources sources() {
    return sources;
  }

  List<String> log() {
    return log;
  }

  HotServices services() {
    return services;
  }

  ManagedChannel channel() {
    return channel;
  }

  /// The next note for a restart.
  RestartNote restart() throws InterruptedException {
    return requireNonNull(restarts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// What the server says to be its version: the answer that tests edit.
  String version() throws StatusException {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance())
        .getVersion();
  }

  /// The next message about a cycle.
  Cycle nextMessage() throws StatusException, InterruptedException {
    return requireNonNull(cycles.read()).getCycle();
  }

  /// What the cycle of this number comes to.
  Cycle cycle(long number) throws StatusException, InterruptedException {
    Cycle cycle = nextMessage();
    while (cycle.getNumber() < number || cycle.getOutcome() == Outcome.OUTCOME_UNSPECIFIED) {
      cycle = nextMessage();
    }
    return cycle;
  }

  /// What the cycle comes to after which the server says to be of a version. Where the machine is
  /// slow, files that are saved together may be seen in more than one.
  Cycle cycleServing(String version) throws StatusException, InterruptedException {
    Cycle cycle = cycle(0);
    while (!version().equals(version)) {
      cycle = cycle(0);
    }
    return cycle;
  }

  void close() throws InterruptedException, IOException {
    channel.shutdownNow();
    thread.interrupt();
    thread.join();
    server.shutdown();
    watch.close();
  }
}
