package dev.gantry;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.model.ImageHistory;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/// What the engine itself says of an image, asked without any of Gantry's own code.
///
/// @param layers how many layers it has
/// @param sizesBytes sizes of the layers that are not empty, from the bottom up, in bytes
record EngineHistory(int layers, List<Long> sizesBytes) {

  static EngineHistory of(EngineAddress engine, String image) throws IOException {
    try (ZerodepDockerHttpClient http =
        new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(engine.host())).build()) {
      DockerClient client =
          DockerClientImpl.getInstance(
              DefaultDockerClientConfig.createDefaultConfigBuilder()
                  .withDockerHost(engine.host())
                  .build(),
              http);
      RootFS root = Objects.requireNonNull(client.inspectImageCmd(image).exec().getRootFS());
      int layers = Objects.requireNonNull(root.getLayers()).size();
      List<Long> sizes =
          client.imageHistoryCmd(image).exec().reversed().stream()
              .map(ImageHistory::getSize)
              .filter(size -> size > 0)
              .toList();
      return new EngineHistory(layers, sizes);
    }
  }
}
