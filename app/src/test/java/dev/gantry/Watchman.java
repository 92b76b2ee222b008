package dev.gantry;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.adapter.docker.TestImages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at containers from outside, through the engine only, without any of Gantry's own code.
public final class Watchman implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final ZerodepDockerHttpClient http;
  private final DockerClient client;

  public Watchman() {
    String host = EngineAvailable.address().host();
    http = new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(host)).build();
    client =
        DockerClientImpl.getInstance(
            DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(host).build(),
            http);
  }

  public DockerClient client() {
    return client;
  }

  InspectContainerResponse inspect(String container) {
    return client.inspectContainerCmd(container).exec();
  }

  /// What a shell script prints that runs beside the container's process, as the same user and
  /// without capabilities: `/proc/1` is that process, `/proc/1/root` the container's file system.
  String beside(String container, String user, String script) throws Exception {
    return run(
            TestImages.BASE,
            user,
            List.of("sh", "-c", script),
            HostConfig.newHostConfig()
                .withPidMode("container:" + container)
                .withNetworkMode("none")
                .withCapDrop(Capability.ALL))
        .output();
  }

  /// What a process that has ended has left.
  ///
  /// @param output all that it printed
  public record Ended(int code, String output) {}

  /// Runs a container to its end, and removes it.
  ///
  /// @param user empty for the image's
  public Ended run(String image, String user, List<String> entrypoint, HostConfig configuration)
      throws Exception {
    String id = create(image, user, entrypoint, configuration);
    try {
      client.startContainerCmd(id).exec();
      int code =
          client
              .waitContainerCmd(id)
              .exec(new WaitContainerResultCallback())
              .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Ended(code, log(id));
    } finally {
      client.removeContainerCmd(id).withForce(true).exec();
    }
  }

  /// What a container logs from its start until a text comes that it has to log.
  String logUntil(String text, String image, List<String> entrypoint, HostConfig configuration)
      throws Exception {
    String id = create(image, "", entrypoint, configuration);
    try {
      client.startContainerCmd(id).exec();
      if (!awaitLog(id, text)) {
        throw new IllegalStateException("%s has not logged %s: %s".formatted(image, text, log(id)));
      }
      return log(id);
    } finally {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }
  }

  private String create(
      String image, String user, List<String> entrypoint, HostConfig configuration) {
    return client
        .createContainerCmd(image)
        .withUser(user)
        .withEntrypoint(entrypoint)
        .withHostConfig(configuration)
        .exec()
        .getId();
  }

  /// Runs a command in the container; returns what the engine or the command says, and how it
  /// ended.
  Ended exec(String container, String... command) throws InterruptedException {
    String id =
        client
            .execCreateCmd(container)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withCmd(command)
            .exec()
            .getId();
    Output output = new Output();
    client.execStartCmd(id).exec(output);
    output.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Long code = client.inspectExecCmd(id).exec().getExitCodeLong();
    return new Ended(code == null ? -1 : code.intValue(), output.text.toString());
  }

  /// All that a container has logged by now.
  String log(String container) throws InterruptedException {
    Output output = new Output();
    client.logContainerCmd(container).withStdOut(true).withStdErr(true).exec(output);
    output.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return output.text.toString();
  }

  /// Follows a container's log until it has a text.
  ///
  /// @return whether it had it in time
  boolean awaitLog(String container, String text) throws Exception {
    CountDownLatch found = new CountDownLatch(1);
    StringBuilder log = new StringBuilder();
    try (ResultCallback.Adapter<Frame> _ =
        client
            .logContainerCmd(container)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Frame frame) {
                    log.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    if (log.indexOf(text) >= 0) {
                      found.countDown();
                    }
                  }
                })) {
      return found.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onNext(Frame frame) {
      text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
    }
  }
}
