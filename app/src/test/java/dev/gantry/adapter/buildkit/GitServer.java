package dev.gantry.adapter.buildkit;

import dev.gantry.Needed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A directory served as a git repository, by git's own server. Where there is no git the test is
/// skipped.
final class GitServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final String url;

  private GitServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Commits what is in a directory to a branch and serves it.
  static GitServer of(Path directory, String branch) throws Exception {
    Process programs =
        new ProcessBuilder("sh", "-c", "test -x \"$(git --exec-path)/git-daemon\"").start();
    Needed.that(programs.waitFor() == 0, "there is no git to serve with");
    git(directory, "init", "--quiet", "--initial-branch=" + branch);
    git(directory, "add", ".");
    git(
        directory,
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "commit",
        "--quiet",
        "--message=All");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "git",
                "daemon",
                "--export-all",
                "--base-path=" + directory.getParent(),
                "--listen=127.0.0.1",
                "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitAnswer(process, port);
    return new GitServer(process, "git://127.0.0.1:" + port + "/" + directory.getFileName());
  }

  /// The repository, as a context names it.
  String url() {
    return url;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static void git(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    int exit =
        new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new AssertionError(command + " ended with " + exit);
    }
  }

  private static void awaitAnswer(Process process, int port) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("git does not serve at " + port);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
