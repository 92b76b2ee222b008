package dev.gantry;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where Gantry keeps files of its own.
///
/// On Linux these are the directories of the XDG base directory specification; on macOS and Windows
/// the usual ones of the system.
///
/// @param config settings
/// @param state log files and locks
/// @param cache what can be made again
record UserDirectories(Path config, Path state, Path cache) {
  private static final String NAME = "gantry";

  /// The directories of a user.
  ///
  /// @param environment environment variables
  /// @param home the user's home directory
  /// @param osName the Java property `os.name`
  static UserDirectories of(Map<String, String> environment, Path home, String osName) {
    String system = osName.toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      Path support = home.resolve("Library/Application Support").resolve(NAME);
      return new UserDirectories(support, support, home.resolve("Library/Caches").resolve(NAME));
    }
    if (system.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path own = (local.isBlank() ? home.resolve("AppData/Local") : Path.of(local)).resolve(NAME);
      return new UserDirectories(own, own, own.resolve("cache"));
    }
    return new UserDirectories(
        base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(NAME),
        base(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve(NAME),
        base(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve(NAME));
  }

  Path log() {
    return state.resolve("gantry.log");
  }

  /// The specification has relative paths ignored.
  private static Path base(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") ? Path.of(value) : otherwise;
  }
}
