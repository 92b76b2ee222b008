package dev.gantry.cli;

import dev.gantry.domain.build.OptionList;
import dev.gantry.domain.build.SecretSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `--secret`: `id=ID` with `src=FILE` (or `source`) or `env=VARIABLE`. With the id alone, or
/// with `type=env`, it is the variable of that name.
final class SecretFlag {
  private static final String FORM = "id=ID,src=FILE or id=ID,env=VARIABLE";
  private static final Set<String> KEYS = Set.of("id", "src", "source", "env", "type");

  private SecretFlag() {}

  /// @param secrets where it is put
  /// @throws BuildFlagSyntax if it is not well-formed
  static void read(String text, Path base, Map<String, SecretSource> secrets) {
    Map<String, String> options =
        OptionList.read(text)
            .filter(it -> KEYS.containsAll(it.keySet()) && !it.getOrDefault("id", "").isEmpty())
            .map(HashMap::new)
            .orElseThrow(() -> new BuildFlagSyntax("--secret", text, FORM));
    String id = options.getOrDefault("id", "");
    Optional<String> file =
        Optional.ofNullable(options.get("src"))
            .or(() -> Optional.ofNullable(options.get("source")));
    boolean variable = options.containsKey("env") || "env".equals(options.get("type"));
    if (file.isPresent() && !variable) {
      secrets.put(id, new SecretSource.FromFile(base.resolve(file.get())));
    } else if (file.isPresent() && options.containsKey("env")) {
      throw new BuildFlagSyntax("--secret", text, FORM);
    } else {
      String name = Optional.ofNullable(options.get("env")).or(() -> file).orElse(id);
      secrets.put(id, new SecretSource.FromEnvironment(name));
    }
  }
}
