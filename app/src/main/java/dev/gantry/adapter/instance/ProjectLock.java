package dev.gantry.adapter.instance;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Sees to it that a project is open in one window only.
///
/// A locked file stands for the project; it holds the process id of its owner. The system releases
/// the lock when the process ends, however it ends.
public final class ProjectLock implements AutoCloseable {
  /// Beyond the process id, so that others can read that on systems where locked bytes cannot be.
  private static final long LOCKED_BYTE = 1024;

  private final FileChannel channel;

  private ProjectLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the project until [#close].
  ///
  /// @param directory where the files of locks are
  /// @param project directory of the project
  /// @throws GantryException with [Problem.AlreadyRunning] if another process has it, or
  ///   [Problem.OwnFileUnusable]
  public static ProjectLock take(Path directory, Path project) {
    Path file = directory.resolve(name(project));
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (!lock(channel)) {
          long owner = owner(channel);
          channel.close();
          throw new GantryException(new Problem.AlreadyRunning(owner));
        }
        write(channel, ProcessHandle.current().pid());
        return new ProjectLock(channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new GantryException(new Problem.OwnFileUnusable(file, e.toString()), e);
    }
  }

  /// Gives the project back. The file stays: were it removed, two others could lock two files.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // the end of the process releases it
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by this process
    }
  }

  private static long owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return 0; // it has the lock, but has not written yet
    }
  }

  private static void write(FileChannel channel, long pid) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /// A name for the project that is the same for every way to write its path.
  private static String name(Path project) {
    Path path = project.toAbsolutePath().normalize();
    try {
      path = project.toRealPath();
    } catch (IOException _) {
      // not there: the path as it is written will do
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(path.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8) + ".lock";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
