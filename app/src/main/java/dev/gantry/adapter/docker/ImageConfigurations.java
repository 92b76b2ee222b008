package dev.gantry.adapter.docker;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import dev.gantry.domain.image.ImageConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the configuration of an image from what the engine tells of it.
final class ImageConfigurations {

  private ImageConfigurations() {}

  static ImageConfiguration of(@Nullable ContainerConfig config) {
    if (config == null) {
      return ImageConfiguration.NONE;
    }
    HealthCheck check = config.getHealthcheck();
    return new ImageConfiguration(
        Objects.requireNonNullElse(config.getUser(), ""),
        Objects.requireNonNullElse(config.getWorkingDir(), ""),
        list(config.getEntrypoint()),
        list(config.getCmd()),
        environment(list(config.getEnv())),
        new TreeMap<>(Objects.requireNonNullElse(config.getLabels(), Map.of())),
        list(config.getExposedPorts()).stream().map(ExposedPort::toString).toList(),
        List.copyOf(
            Objects.requireNonNullElse(config.getVolumes(), Map.<String, Object>of()).keySet()),
        check == null ? List.of() : Objects.requireNonNullElse(check.getTest(), List.of()));
  }

  private static SortedMap<String, String> environment(List<String> variables) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String variable : variables) {
      int end = variable.indexOf('=');
      environment.put(
          end < 0 ? variable : variable.substring(0, end),
          end < 0 ? "" : variable.substring(end + 1));
    }
    return environment;
  }

  private static <T> List<T> list(T @Nullable [] values) {
    return values == null ? List.of() : List.of(values);
  }
}
