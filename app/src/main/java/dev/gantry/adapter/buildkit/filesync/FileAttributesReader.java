package dev.gantry.adapter.buildkit.filesync;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads what the engine has to know of a file, without following it if it is a link. For the use
/// of one thread.
final class FileAttributesReader {

  private static final String UNIX = "unix:mode,size,lastModifiedTime,rdev,nlink,dev,ino";

  private final ExtendedAttributes extended = new ExtendedAttributes();

  /// Reads a file.
  ///
  /// @throws IOException if that is not possible; [#isGone] tells whether it is there
  FileEntry read(Path file, String path) throws IOException {
    try {
      return file.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? unix(file, path)
          : other(file, path);
    } catch (NotLinkException _) {
      // something else has taken the link's place in between
      return read(file, path);
    }
  }

  /// Whether a failure to read a file means that the file does not exist any more.
  static boolean isGone(Path file, IOException failure) {
    // a file where its directory was is no directory, for which the JDK has no exception of its own
    return failure instanceof NoSuchFileException
        || (!(failure instanceof AccessDeniedException)
            && !Files.isDirectory(file.resolveSibling(""), LinkOption.NOFOLLOW_LINKS));
  }

  private FileEntry unix(Path file, String path) throws IOException {
    Map<String, Object> values = Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
    int mode = FileMode.fromUnix((int) number(values, "mode"));
    long device = FileMode.isDevice(mode) ? number(values, "rdev") : 0;
    return new FileEntry(
        path,
        file,
        mode,
        FileMode.isDirectory(mode) ? 0 : number(values, "size"),
        ((FileTime) requireNonNull(values.get("lastModifiedTime"))).to(TimeUnit.NANOSECONDS),
        FileMode.isSymbolicLink(mode) ? link(file) : "",
        (device >> 8) & 0xfff,
        (device & 0xff) | ((device >> 12) & 0xfff00),
        extended.of(file),
        FileMode.isPlainFile(mode) && number(values, "nlink") > 1
            ? Optional.of(new FileEntry.Identity(number(values, "dev"), number(values, "ino")))
            : Optional.empty());
  }

  private static long number(Map<String, Object> values, String name) {
    return ((Number) requireNonNull(values.get(name))).longValue();
  }

  private static FileEntry other(Path file, String path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    int mode = FileMode.withoutUnix(attributes);
    return new FileEntry(
        path,
        file,
        mode,
        attributes.isDirectory() ? 0 : attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        FileMode.isSymbolicLink(mode) ? link(file) : "",
        0,
        0,
        Map.of(),
        Optional.empty());
  }

  private static String link(Path file) throws IOException {
    return FileNames.text(Files.readSymbolicLink(file));
  }
}
