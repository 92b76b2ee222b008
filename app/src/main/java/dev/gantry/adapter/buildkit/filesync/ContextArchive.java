package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A build context as a tar archive, for engines that do not ask for single files.
public final class ContextArchive {

  private ContextArchive() {}

  /// Writes the files of a directory, without those that patterns exclude, as root's own.
  ///
  /// @param more further files by name
  /// @throws IOException if a file cannot be read, a `FileSystemException` that names it
  public static void write(
      Path directory, List<String> excludes, Map<String, byte[]> more, OutputStream out)
      throws IOException, InterruptedException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      FileFilter filter = new FileFilter(List.of(), excludes, List.of());
      new DirectoryWalk(directory, filter, entry -> add(tar, entry)).run();
      for (Map.Entry<String, byte[]> file : more.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  private static void add(TarArchiveOutputStream tar, FileEntry file) throws IOException {
    TarArchiveEntry entry;
    boolean regular = false;
    if (!file.link().isEmpty()) {
      entry = new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK);
      entry.setLinkName(file.link());
    } else if (file.isDirectory()) {
      entry = new TarArchiveEntry(file.path() + "/");
    } else if (Files.isRegularFile(file.file())) {
      entry = new TarArchiveEntry(file.path());
      entry.setSize(file.sizeBytes());
      regular = true;
    } else {
      // sockets and devices have no content to bring along
      return;
    }
    entry.setMode(FileMode.toUnix(file.mode()));
    entry.setLastModifiedTime(FileTime.from(file.modified(), TimeUnit.NANOSECONDS));
    entry.setIds(0, 0);
    tar.putArchiveEntry(entry);
    if (regular) {
      Files.copy(file.file(), tar);
    }
    tar.closeArchiveEntry();
  }
}
