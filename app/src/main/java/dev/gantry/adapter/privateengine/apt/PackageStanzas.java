package dev.gantry.adapter.privateengine.apt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the stanzas that `apt-cache show` prints:
///
/// ```
/// Package: runc
/// Version: 1.1.5+ds1-1
/// Depends: libc6 (>= 2.34), libseccomp2 (>= 2.5.0)
/// Size: 2709960
/// ```
final class PackageStanzas {

  private PackageStanzas() {}

  static List<PackageVersion> parse(List<String> lines) {
    List<PackageVersion> versions = new ArrayList<>();
    Map<String, String> stanza = new HashMap<>();
    for (String line : lines) {
      if (line.isBlank()) {
        addTo(versions, stanza);
        stanza.clear();
      } else if (!Character.isWhitespace(line.charAt(0))) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          stanza.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
    }
    addTo(versions, stanza);
    return versions;
  }

  private static void addTo(List<PackageVersion> versions, Map<String, String> stanza) {
    String name = stanza.get("Package");
    String version = stanza.get("Version");
    if (name == null || version == null) {
      return;
    }
    List<Dependency> depends =
        Stream.of("Pre-Depends", "Depends")
            .flatMap(field -> Dependency.parseAll(stanza.getOrDefault(field, "")).stream())
            .toList();
    long sizeBytes = Long.parseLong(stanza.getOrDefault("Size", "0"));
    versions.add(new PackageVersion(name, new DebianVersion(version), depends, sizeBytes));
  }
}
