package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A connection through the standard streams of a program, such as `docker system dial-stdio`.
///
/// What the program writes to its standard error is kept (the end of it), since that is where it
/// says why it could not connect.
final class ProcessSocket extends StreamSocket {

  private static final int KEPT_ERROR_BYTES = 8 * 1024;

  private final Process process;
  private final Thread errorReader;
  private volatile String errors = "";

  private ProcessSocket(Process process, String name) {
    super(name);
    this.process = process;
    this.errorReader = Thread.ofVirtual().name("errors of " + name).start(this::readErrors);
  }

  /// @throws IOException if there is no such program
  static ProcessSocket start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Redirect.PIPE)
            .redirectOutput(Redirect.PIPE)
            .redirectError(Redirect.PIPE)
            .start();
    return new ProcessSocket(process, String.join(" ", command));
  }

  /// What the program has said on its standard error; complete once the program has ended.
  String errors() throws InterruptedException {
    errorReader.join(Duration.ofSeconds(1));
    return errors.strip();
  }

  @Override
  public InputStream getInputStream() {
    return process.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    OutputStream out = process.getOutputStream();
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        out.write(value);
        out.flush();
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  protected void closeStream() throws IOException {
    process.destroy();
    process.getOutputStream().close();
    process.getInputStream().close();
  }

  private void readErrors() {
    try (InputStream in = process.getErrorStream()) {
      byte[] piece = new byte[1024];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        String all = errors + new String(piece, 0, read, StandardCharsets.UTF_8);
        errors = all.substring(Math.max(0, all.length() - KEPT_ERROR_BYTES));
      }
    } catch (IOException _) {
      // the program is gone, and what it said is kept
    }
  }
}
