package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.agent.SshAgent;
import dev.gantry.adapter.buildkit.content.ContentService;
import dev.gantry.adapter.buildkit.content.ImageLayout;
import dev.gantry.adapter.buildkit.output.ResultSink;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.problem.Problem;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What one build lets the engine have.
///
/// @param directories by the name that the engine has for them: `context`, `dockerfile`
/// @param layouts images and caches by the name that the engine has for them
/// @param secrets by their id
/// @param agents SSH agents by their id
/// @param sinks what takes the result of each of the build's exporters
/// @param requestedFiles counts the files that the engine asks for
/// @param problems learns why something could not be given
public record SessionServices(
    Map<String, Path> directories,
    Map<String, ImageLayout> layouts,
    Map<String, SecretSource> secrets,
    Map<String, SshAgent> agents,
    List<ResultSink> sinks,
    DockerConfiguration configuration,
    LongAdder requestedFiles,
    Consumer<Problem> problems) {
  public SessionServices {
    directories = Map.copyOf(directories);
    layouts = Map.copyOf(layouts);
    secrets = Map.copyOf(secrets);
    agents = Map.copyOf(agents);
    sinks = List.copyOf(sinks);
  }

  /// Whether results of the build come through the session.
  boolean takeResults() {
    return !sinks.stream().allMatch(ResultSink.NONE::equals);
  }

  /// The services to serve. Without the health service the engine drops the session after a few
  /// seconds.
  List<ServerServiceDefinition> definitions() {
    return List.of(
        FileSyncService.of(directories, requestedFiles, problems),
        new SecretsService(secrets, configuration.environment(), problems).bindService(),
        SshService.of(agents),
        FileSendService.of(sinks, problems),
        ServerInterceptors.intercept(
            new ContentService(
                layouts, () -> CallHeaders.value(ContentService.STORE_HEADER), problems),
            new CallHeaders()),
        new AuthService(configuration).bindService(),
        new HealthStatusManager().getHealthService().bindService());
  }
}
