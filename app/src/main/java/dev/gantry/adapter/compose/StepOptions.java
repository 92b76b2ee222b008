package dev.gantry.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.build.BuildDefinitionBuilder;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.build.StepSettings.ExtraHost;
import dev.gantry.domain.build.StepSettings.Ulimit;
import dev.gantry.domain.problem.BuildOptionObstacle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads those options of a `build` section that say what its steps see.
final class StepOptions {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final JsonNode build;
  private final BuildDefinitionBuilder definition;

  /// @param definition learns what cannot be obeyed
  StepOptions(JsonNode build, BuildDefinitionBuilder definition) {
    this.build = build;
    this.definition = definition;
  }

  StepSettings read() {
    return new StepSettings(
        value("network").filter(mode -> !mode.equals("default")),
        extraHosts(),
        sharedMemory(),
        ulimits(),
        entitlements(),
        value("isolation").filter(technology -> !technology.equals("default")));
  }

  /// Compose writes `name=address`, and `name:address` before version 2.24.
  private List<ExtraHost> extraHosts() {
    List<ExtraHost> hosts = new ArrayList<>();
    for (JsonNode host : build.path("extra_hosts")) {
      String[] parts = host.asText().split(host.asText().contains("=") ? "=" : ":", 2);
      if (parts.length == 2) {
        hosts.add(new ExtraHost(parts[0].strip(), parts[1].strip().replaceAll("[\\[\\]]", "")));
      } else {
        refuse("extra_hosts", host.asText());
      }
    }
    return hosts;
  }

  /// The compose tool has turned every size into bytes.
  private OptionalLong sharedMemory() {
    Optional<String> size = value("shm_size");
    if (size.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(size.get()).matches()) {
      refuse("shm_size", size.get());
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(size.get()));
  }

  /// A limit is a number for both, or an object with both.
  private Map<String, Ulimit> ulimits() {
    Map<String, Ulimit> limits = new HashMap<>();
    for (Map.Entry<String, JsonNode> limit : build.path("ulimits").properties()) {
      JsonNode value = limit.getValue();
      if (value.isIntegralNumber()) {
        limits.put(limit.getKey(), new Ulimit(value.asLong(), value.asLong()));
      } else if (value.path("soft").isIntegralNumber() && value.path("hard").isIntegralNumber()) {
        limits.put(
            limit.getKey(), new Ulimit(value.path("soft").asLong(), value.path("hard").asLong()));
      } else {
        refuse("ulimits", limit.getKey() + "=" + value);
      }
    }
    return limits;
  }

  private Set<String> entitlements() {
    Set<String> entitlements = new HashSet<>();
    build.path("entitlements").forEach(it -> entitlements.add(it.asText()));
    if (build.path("privileged").asBoolean()) {
      entitlements.add("security.insecure");
    }
    return entitlements;
  }

  private Optional<String> value(String key) {
    return Optional.of(build.path(key).asText("")).filter(text -> !text.isEmpty());
  }

  private void refuse(String option, String value) {
    definition.refuse(option, value, BuildOptionObstacle.INVALID_VALUE);
  }
}
