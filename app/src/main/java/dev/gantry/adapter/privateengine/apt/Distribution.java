package dev.gantry.adapter.privateengine.apt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A Linux distribution, as its `/etc/os-release` names it.
///
/// @param id for example `debian`
/// @param codename of the release, for example `bookworm`; empty where there is none
/// @param prettyName for people, for example `Debian GNU/Linux 12 (bookworm)`
public record Distribution(String id, String codename, String prettyName) {

  static final String DEBIAN = "debian";
  static final String UBUNTU = "ubuntu";

  /// Reads the lines of an os-release file; see os-release(5).
  public static Distribution parse(List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        fields.put(line.substring(0, equals), unquoted(line.substring(equals + 1).strip()));
      }
    }
    String id = fields.getOrDefault("ID", "linux");
    return new Distribution(
        id, fields.getOrDefault("VERSION_CODENAME", ""), fields.getOrDefault("PRETTY_NAME", id));
  }

  /// Whether its archives are known to have the packages of an engine.
  public boolean isSupported() {
    return isDebian() || id.equals(UBUNTU);
  }

  boolean isDebian() {
    return id.equals(DEBIAN);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.endsWith(value.substring(0, 1));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
