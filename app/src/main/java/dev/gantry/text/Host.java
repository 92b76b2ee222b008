package dev.gantry.text;

import java.util.Locale;

/// The machine that the user works on, as far as advice depends on it.
///
/// @param user login name
public record Host(Family family, String user) {

  /// Systems that are told apart because their commands differ.
  public enum Family {
    DEBIAN,
    UBUNTU,
    FEDORA,
    ARCH,
    OTHER_LINUX,
    MAC,
    WINDOWS
  }

  /// Tells the system from the Java property `os.name` and the text of `/etc/os-release`, which may
  /// be empty. The file's format is described in os-release(5).
  public static Family familyOf(String osName, String osRelease) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Family.WINDOWS;
    }
    if (name.startsWith("mac")) {
      return Family.MAC;
    }
    String ids = " " + field("ID", osRelease) + " " + field("ID_LIKE", osRelease) + " ";
    // Ubuntu before Debian, which Ubuntu names as its like
    if (ids.contains(" ubuntu ")) {
      return Family.UBUNTU;
    }
    if (ids.contains(" debian ")) {
      return Family.DEBIAN;
    }
    if (ids.contains(" fedora ")) {
      return Family.FEDORA;
    }
    if (ids.contains(" arch ")) {
      return Family.ARCH;
    }
    return Family.OTHER_LINUX;
  }

  private static String field(String key, String osRelease) {
    return osRelease
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).replaceAll("[\"']", ""))
        .findFirst()
        .orElse("");
  }
}
