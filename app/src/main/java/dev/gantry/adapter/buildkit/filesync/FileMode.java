package dev.gantry.adapter.buildkit.filesync;

import java.nio.file.attribute.BasicFileAttributes;

/// Kind and permissions of a file in one number, as the transfer protocol has them (Go's
/// `io/fs.FileMode`), worked out from the number that Unix has (`st_mode`).
public final class FileMode {

  static final int DIRECTORY = 1 << 31;
  static final int SYMBOLIC_LINK = 1 << 27;
  static final int DEVICE = 1 << 26;
  static final int NAMED_PIPE = 1 << 25;
  static final int SET_USER_ID = 1 << 23;
  static final int SET_GROUP_ID = 1 << 22;
  static final int CHARACTER_DEVICE = 1 << 21;
  static final int STICKY = 1 << 20;

  private static final int KIND =
      DIRECTORY | SYMBOLIC_LINK | DEVICE | NAMED_PIPE | CHARACTER_DEVICE;

  private FileMode() {}

  /// A socket counts as a plain file, as in the Docker CLI: an archive has no kind for it.
  static int fromUnix(int mode) {
    int kind =
        switch (mode & 0170000) {
          case 0040000 -> DIRECTORY;
          case 0120000 -> SYMBOLIC_LINK;
          case 0060000 -> DEVICE;
          case 0020000 -> DEVICE | CHARACTER_DEVICE;
          case 0010000 -> NAMED_PIPE;
          default -> 0;
        };
    return kind
        | (mode & 0777)
        | ((mode & 04000) != 0 ? SET_USER_ID : 0)
        | ((mode & 02000) != 0 ? SET_GROUP_ID : 0)
        | ((mode & 01000) != 0 ? STICKY : 0);
  }

  /// The permissions in the number that Unix has.
  public static int toUnix(int mode) {
    return (mode & 0777)
        | ((mode & SET_USER_ID) != 0 ? 04000 : 0)
        | ((mode & SET_GROUP_ID) != 0 ? 02000 : 0)
        | ((mode & STICKY) != 0 ? 01000 : 0);
  }

  /// For file systems without Unix modes: everything can be read and run, as in the Docker CLI for
  /// Windows.
  static int withoutUnix(BasicFileAttributes attributes) {
    int kind =
        attributes.isDirectory() ? DIRECTORY : attributes.isSymbolicLink() ? SYMBOLIC_LINK : 0;
    return kind | 0755;
  }

  public static boolean isDirectory(int mode) {
    return (mode & DIRECTORY) != 0;
  }

  public static boolean isSymbolicLink(int mode) {
    return (mode & SYMBOLIC_LINK) != 0;
  }

  /// Whether it has content that the engine may ask for.
  public static boolean isPlainFile(int mode) {
    return (mode & KIND) == 0;
  }

  public static boolean isDevice(int mode) {
    return (mode & DEVICE) != 0;
  }
}
