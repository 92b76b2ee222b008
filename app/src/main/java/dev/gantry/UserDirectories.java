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
record UserDirectories(Path config, Path state) {
  private static final String NAME = "gantry";

  /// The directories of a user.
  ///
  /// @param environment environment variables
  /// @param home the user's home directory
  /// @param osName the Java property `os.name`
  static UserDirectories of(Map<String, String> environment, Path home, String osName) {
    String system = osName.toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return both(home.resolve("Library/Application Support"));
    }
    if (system.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return both(local.isBlank() ? home.resolve("AppData/Local") : Path.of(local));
    }
    return new UserDirectories(
        base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(NAME),
        base(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve(NAME));
  }

  Path log() {
    return state.resolve("gantry.log");
  }

  private static UserDirectories both(Path base) {
    return new UserDirectories(base.resolve(NAME), base.resolve(NAME));
  }

  /// The specification has relative paths ignored.
  private static Path base(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") ? Path.of(value) : otherwise;
  }
}
