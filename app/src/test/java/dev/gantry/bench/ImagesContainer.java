package dev.gantry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.gantry.adapter.docker.EngineDocument;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A container of the service, started to be measured.
final class ImagesContainer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ExposedPort PORT = ExposedPort.tcp(50052);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String EMBEDDINGS = "gantry.llm.v1.EmbeddingService";

  private final DockerClient client;
  private final String id;
  private final ManagedChannel channel;
  private final Serving serving;

  private ImagesContainer(DockerClient client, String id, ManagedChannel channel, Serving serving) {
    this.client = client;
    this.id = id;
    this.channel = channel;
    this.serving = serving;
  }

  /// Milliseconds to the answer SERVING.
  ///
  /// @param sinceCall from the call of the engine that starts the container
  /// @param sinceStart from when the engine says that the container has started, by answering; its
  ///   process began a few milliseconds before. The `StartedAt` that it tells is of an earlier
  ///   moment, before the container has a network
  record Serving(double sinceCall, double sinceStart) {}

  /// Starts a container as compose does, on a port that is free, and waits until it serves.
  ///
  /// @param hardened read-only, and with the limit of memory of the production modes
  static ImagesContainer start(DockerClient client, String image, boolean hardened) {
    HostConfig configuration =
        HostConfig.newHostConfig()
            .withNanoCPUs(2_000_000_000L)
            .withTmpFs(Map.of("/tmp", "mode=1777"))
            .withReadonlyRootfs(hardened)
            .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), PORT));
    if (hardened) {
      configuration.withMemory(768L << 20);
    }
    String id =
        client
            .createContainerCmd(image)
            .withExposedPorts(PORT)
            .withHostConfig(configuration)
            .exec()
            .getId();
    try {
      long begin = System.nanoTime();
      client.startContainerCmd(id).exec();
      long started = System.nanoTime();
      ManagedChannel channel = awaitServing(port(client, id), begin);
      long served = System.nanoTime();
      return new ImagesContainer(
          client, id, channel, new Serving((served - begin) / 1e6, (served - started) / 1e6));
    } catch (RuntimeException e) {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
      throw e;
    }
  }

  private static int port(DockerClient client, String id) {
    Ports ports = client.inspectContainerCmd(id).exec().getNetworkSettings().getPorts();
    Ports.Binding[] bindings = Objects.requireNonNull(ports.getBindings().get(PORT));
    return Integer.parseInt(bindings[0].getHostPortSpec());
  }

  /// A channel that has failed waits before it connects again, so each attempt has its own. Where
  /// one succeeds, the service tells when it serves: to ask it again and again would take it the
  /// time that is measured.
  private static ManagedChannel awaitServing(int port, long begin) {
    while (true) {
      ManagedChannel channel =
          OkHttpChannelBuilder.forAddress("localhost", port, InsecureChannelCredentials.create())
              .build();
      if (serves(channel, "")) {
        return channel;
      }
      channel.shutdownNow();
      giveUpAfter(begin);
    }
  }

  /// Whether a service came to be SERVING; false where the server does not answer.
  private static boolean serves(ManagedChannel channel, String service) {
    try {
      Iterator<HealthCheckResponse> statuses =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE)
              .watch(HealthCheckRequest.newBuilder().setService(service).build());
      while (statuses.hasNext()) {
        if (statuses.next().getStatus() == ServingStatus.SERVING) {
          return true;
        }
      }
      return false;
    } catch (StatusRuntimeException _) {
      return false;
    }
  }

  private static void giveUpAfter(long begin) {
    if (System.nanoTime() - begin > PATIENCE.toNanos()) {
      throw new IllegalStateException("a container does not serve within " + PATIENCE);
    }
    LockSupport.parkNanos(GLANCE_NANOS);
  }

  /// How long it took to serve.
  Serving serving() {
    return serving;
  }

  /// Waits until embeddings are served, and asks for one.
  void embed() {
    long begin = System.nanoTime();
    while (!serves(channel, EMBEDDINGS)) {
      giveUpAfter(begin);
    }
    var _ =
        EmbeddingServiceGrpc.newBlockingStub(channel)
            .embed(EmbedRequest.newBuilder().addTexts("a layer").build());
  }

  /// Resident memory of the service's process, in bytes.
  long residentBytes() {
    return ServerServiceGrpc.newBlockingStub(channel)
        .getLoad(GetLoadRequest.getDefaultInstance())
        .getLoad()
        .getResidentBytes();
  }

  /// What the container has written to its own layer, in bytes.
  long writtenBytes() {
    return EngineDocument.read("/containers/%s/json?size=1".formatted(id)).path("SizeRw").asLong();
  }

  /// The milliseconds that an event of the log says a model took to load.
  double loadMillis(String event) throws IOException, InterruptedException {
    StringBuilder log = new StringBuilder();
    client
        .logContainerCmd(id)
        .withStdOut(true)
        .exec(
            new ResultCallback.Adapter<Frame>() {
              @Override
              public void onNext(Frame frame) {
                log.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
              }
            })
        .awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    for (String line : log.toString().lines().toList()) {
      if (line.contains('"' + event + '"')) {
        JsonNode node = JSON.readTree(line);
        return node.path("load_ms").asDouble();
      }
    }
    throw new IllegalStateException("the log has no " + event);
  }

  /// Waits while the JVM is busy with compiling, as it is after a start.
  void calmDown() {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
  }

  /// The health probe of the image.
  List<String> probe() {
    List<String> test =
        Objects.requireNonNull(
            Objects.requireNonNull(
                    client.inspectContainerCmd(id).exec().getConfig().getHealthcheck())
                .getTest());
    return test.subList(1, test.size());
  }

  /// CPU time of a command in the container, in milliseconds: what the container uses while some
  /// run, with what the engine does in it to start them. The service is idle then, but not quite,
  /// so it is less than that.
  double cpuMillis(int times, List<String> command) throws InterruptedException {
    long from = cpuNanos();
    for (int i = 0; i < times; i++) {
      exec(command);
    }
    return (cpuNanos() - from) / 1e6 / times;
  }

  private void exec(List<String> command) throws InterruptedException {
    String exec =
        client
            .execCreateCmd(id)
            .withAttachStdout(true)
            .withCmd(command.toArray(String[]::new))
            .exec()
            .getId();
    client
        .execStartCmd(exec)
        .exec(new ResultCallback.Adapter<Frame>())
        .awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    InspectExecResponse ended = client.inspectExecCmd(exec).exec();
    if (!Long.valueOf(0).equals(ended.getExitCodeLong())) {
      throw new IllegalStateException(
          "%s ended with %d".formatted(command, ended.getExitCodeLong()));
    }
  }

  private long cpuNanos() {
    return EngineDocument.read("/containers/%s/stats?stream=false&one-shot=true".formatted(id))
        .at("/cpu_stats/cpu_usage/total_usage")
        .asLong();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  /// Values of several runs.
  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : Stream.of(sorted.get(middle - 1), sorted.get(middle))
                .mapToDouble(Double::doubleValue)
                .sum()
            / 2;
  }
}
