package dev.gantry.domain.image;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How containers of an image start; what the image does not set is empty.
///
/// @param ports as in `50052/tcp`, sorted
/// @param volumes directories, sorted
/// @param healthCheck the test as the Dockerfile gives it, in parts
public record ImageConfiguration(
    String user,
    String workingDirectory,
    List<String> entrypoint,
    List<String> command,
    SortedMap<String, String> environment,
    SortedMap<String, String> labels,
    List<String> ports,
    List<String> volumes,
    List<String> healthCheck) {

  /// What an image has that sets nothing.
  public static final ImageConfiguration NONE =
      new ImageConfiguration(
          "",
          "",
          List.of(),
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          List.of(),
          List.of(),
          List.of());

  public ImageConfiguration {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    ports = ports.stream().sorted().toList();
    volumes = volumes.stream().sorted().toList();
    healthCheck = List.copyOf(healthCheck);
  }

  /// Everything that is set, by the name of the instruction that sets it: `USER`, `ENV PATH`,
  /// `LABEL version`, `EXPOSE`.
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    put(settings, "USER", user);
    put(settings, "WORKDIR", workingDirectory);
    put(settings, "ENTRYPOINT", arguments(entrypoint));
    put(settings, "CMD", arguments(command));
    environment.forEach((name, value) -> settings.put("ENV " + name, value));
    labels.forEach((name, value) -> settings.put("LABEL " + name, value));
    put(settings, "EXPOSE", String.join(" ", ports));
    put(settings, "VOLUME", String.join(" ", volumes));
    put(settings, "HEALTHCHECK", String.join(" ", healthCheck));
    return settings;
  }

  private static void put(Map<String, String> settings, String name, String value) {
    if (!value.isEmpty()) {
      settings.put(name, value);
    }
  }

  /// Arguments in the form of Dockerfiles, as in `["java", "-jar", "app.jar"]`.
  private static String arguments(List<String> arguments) {
    return arguments.isEmpty() ? "" : "[\"" + String.join("\", \"", arguments) + "\"]";
  }
}
