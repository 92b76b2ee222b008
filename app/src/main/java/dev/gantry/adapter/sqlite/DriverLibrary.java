package dev.gantry.adapter.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// The native library of the driver, as a file that stays. By itself the driver unpacks it anew in
/// each process and compares both byte by byte, for longer than anything else takes that a short
/// command does.
final class DriverLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(DriverLibrary.class);

  /// Where the driver looks first (xerial, `sqlite-jdbc`, `SQLiteJDBCLoader`).
  private static final String PROPERTY = "org.sqlite.lib.path";

  private final Path directory;

  /// @param directory for the file
  DriverLibrary(Path directory) {
    this.directory = directory;
  }

  /// Tells the driver where the file is, and makes it the first time. Where that is not possible,
  /// the driver does what it does by itself. To be called before the driver is used.
  synchronized void provide() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    String resource = LibraryLoaderUtil.getNativeLibResourcePath();
    String name = LibraryLoaderUtil.getNativeLibName();
    // such as /org/sqlite/native/Linux/x86_64
    Path home = directory.resolve(SQLiteJDBCLoader.getVersion() + resource);
    try {
      if (Files.notExists(home.resolve(name))) {
        unpack(resource + "/" + name, home.resolve(name));
      }
      System.setProperty(PROPERTY, home.toString());
    } catch (IOException failure) {
      LOG.warn("No file of the database driver's library", failure);
    }
  }

  /// Another process may do the same at this moment.
  private static void unpack(String resource, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try (InputStream content = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IOException("the driver has no " + resource);
      }
      Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
