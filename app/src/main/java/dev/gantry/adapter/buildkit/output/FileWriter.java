package dev.gantry.adapter.buildkit.output;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.filesync.FileMode;
import dev.gantry.adapter.buildkit.proto.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Writes entries below a directory, with their permissions and times. They belong to the user.
///
/// Nothing is written outside: a directory of the list is made a real one before what is in it is
/// written, whatever was there before.
final class FileWriter {

  private static final String UNIX_MODE = "unix:mode";

  private final Path root;
  private final Map<Integer, OpenFile> open = new HashMap<>();
  private final List<OpenFile> directories = new ArrayList<>();
  private final Set<Path> made = new HashSet<>();

  /// A file of which not all has been written.
  private record OpenFile(Path path, Stat stat, OutputStream out) {}

  /// @throws IOException if there is no such directory and it cannot be made
  FileWriter(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
    }
    this.root = root.toRealPath();
    made.add(this.root);
  }

  Path root() {
    return root;
  }

  /// Makes an entry, and returns whether it wants content.
  boolean add(int id, Stat stat) throws IOException {
    Path path = root.resolve(stat.getPath()).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IOException("the engine sent the path " + stat.getPath());
    }
    if (FileMode.isDirectory(stat.getMode())) {
      directory(path);
      made.add(path);
      directories.add(new OpenFile(path, stat, OutputStream.nullOutputStream()));
      return false;
    }
    if (!made.contains(path.resolveSibling(""))) {
      throw new IOException("the engine sent " + stat.getPath() + " without its directory");
    }
    Files.deleteIfExists(path);
    if (FileMode.isSymbolicLink(stat.getMode())) {
      Files.createSymbolicLink(path, Path.of(stat.getLinkname()));
      return false;
    }
    if (!FileMode.isPlainFile(stat.getMode())) {
      throw new IOException("a device or pipe cannot be made here: " + path);
    }
    if (!stat.getLinkname().isEmpty()) {
      Files.createLink(path, root.resolve(stat.getLinkname()).normalize());
      return false;
    }
    open.put(id, new OpenFile(path, stat, OutputStream.nullOutputStream()));
    return true;
  }

  void write(int id, ByteString piece) throws IOException {
    OpenFile file = file(id);
    piece.writeTo(file.out());
  }

  void finish(int id) throws IOException {
    OpenFile file = file(id);
    open.remove(id);
    file.out().close();
    apply(file);
  }

  /// Gives the directories their permissions and times, which writing into them would change.
  void finishDirectories() throws IOException {
    for (OpenFile directory : directories.reversed()) {
      apply(directory);
    }
  }

  void close() {
    for (OpenFile file : open.values()) {
      try {
        file.out().close();
      } catch (IOException _) {
        // it is given up anyway
      }
    }
    open.clear();
  }

  /// The file, opened when its first piece comes: many may be waited for, few come at a time.
  private OpenFile file(int id) throws IOException {
    OpenFile file = open.get(id);
    if (file == null) {
      throw new IOException("the engine sent a piece of no file");
    }
    if (!Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
      file = new OpenFile(file.path(), file.stat(), Files.newOutputStream(file.path()));
      open.put(id, file);
    }
    return file;
  }

  private static void directory(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      Files.createDirectory(path);
    }
  }

  private static void apply(OpenFile file) throws IOException {
    Path path = file.path();
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.setAttribute(path, UNIX_MODE, FileMode.toUnix(file.stat().getMode()));
    }
    Files.setLastModifiedTime(path, FileTime.from(file.stat().getModTime(), TimeUnit.NANOSECONDS));
  }
}
