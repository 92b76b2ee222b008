package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the remaining options of a compose `build` section ([BuildTarget]'s `extra`) mean to
/// BuildKit's Dockerfile frontend. Lists come as their elements with commas in between.
///
/// @param attributes options of the frontend
/// @param entitlements privileges that the build asks for
/// @param noCache whether the section says so
/// @param pull whether the section says so
record BuildOptions(
    Map<String, String> attributes, Set<String> entitlements, boolean noCache, boolean pull) {
  BuildOptions {
    attributes = Map.copyOf(attributes);
    entitlements = Set.copyOf(entitlements);
  }

  /// @throws GantryException with [Problem.BuildOptionUnsupported] for an option that is not known
  static BuildOptions of(BuildTarget target) {
    Map<String, String> attributes = new HashMap<>();
    Set<String> entitlements = new HashSet<>();
    Map<String, String> extra = target.definition().extra();
    extra.forEach(
        (option, value) -> {
          switch (option) {
            case "network" -> network(target, value, attributes, entitlements);
            case "platforms" -> attributes.put("platform", value);
            case "shm_size" -> attributes.put("shm-size", bytes(target, option, value));
            case "extra_hosts" -> attributes.put("add-hosts", hosts(value));
            case "no_cache", "pull" -> checkSwitch(target, option, value);
            default -> throw unsupported(target, option, value);
          }
        });
    return new BuildOptions(
        attributes,
        entitlements,
        Boolean.parseBoolean(extra.get("no_cache")),
        Boolean.parseBoolean(extra.get("pull")));
  }

  private static void network(
      BuildTarget target, String value, Map<String, String> attributes, Set<String> entitlements) {
    switch (value) {
      case "", "default" -> {}
      case "none" -> attributes.put("force-network-mode", value);
      case "host" -> {
        attributes.put("force-network-mode", value);
        entitlements.add("network.host");
      }
      default -> throw unsupported(target, "network", value);
    }
  }

  /// Compose writes `name=address` or `name:address`.
  private static String hosts(String value) {
    StringBuilder hosts = new StringBuilder();
    for (String host : value.split(",", -1)) {
      boolean equals = host.indexOf('=') >= 0;
      hosts.append(hosts.isEmpty() ? "" : ",");
      hosts.append(equals ? host.strip() : host.strip().replaceFirst(":", "="));
    }
    return hosts.toString();
  }

  /// A number of bytes, which may have a unit: `64m`, `1gb`.
  private static String bytes(BuildTarget target, String option, String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    String digits = text.replaceFirst("[bkmg]+$", "");
    String unit = text.substring(digits.length());
    int shift =
        switch (unit) {
          case "", "b" -> 0;
          case "k", "kb" -> 10;
          case "m", "mb" -> 20;
          case "g", "gb" -> 30;
          default -> throw unsupported(target, option, value);
        };
    if (!digits.matches("\\d{1,15}") || (shift > 0 && digits.length() > 9)) {
      throw unsupported(target, option, value);
    }
    return Long.toString(Long.parseLong(digits) << shift);
  }

  private static void checkSwitch(BuildTarget target, String option, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw unsupported(target, option, value);
    }
  }

  private static GantryException unsupported(BuildTarget target, String option, String value) {
    return new GantryException(new Problem.BuildOptionUnsupported(target.name(), option, value));
  }
}
