package dev.gantry.llm.llama;

import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.gguf.GgufReader;
import dev.gantry.llm.gguf.InvalidGgufException;
import dev.gantry.llm.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Checks a model before it is loaded into this process: llama.cpp ends the process on some bad
/// files. First the header is read here, then a child process tries the whole file.
public final class ModelCheck {
  private static final int LONGEST_MESSAGE_BYTES = 4096;

  private final Path natives;
  private final String kernels;
  private final Duration timeout;

  public ModelCheck(Path natives, String kernels, Duration timeout) {
    this.natives = natives;
    this.kernels = kernels;
    this.timeout = timeout;
  }

  /// The header of a file.
  ///
  /// @throws ModelException where there is no such file, or it is no usable GGUF file
  public static GgufHeader readHeader(Path file) throws ModelException {
    Path path = file.toAbsolutePath();
    if (!Files.exists(path)) {
      throw new ModelException(
          "There is no model at %s. Put a GGUF file there, or set model-path to one."
              .formatted(path));
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new ModelException(
          "%s is no file that this process may read. Set model-path to a GGUF file."
              .formatted(path));
    }
    try {
      return GgufReader.read(path);
    } catch (InvalidGgufException e) {
      throw new ModelException(
          "%s is not a usable GGUF model: %s. Get the file again, or set model-path to another."
              .formatted(path, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  /// Loads the file in a child process and decodes a token there.
  ///
  /// @throws ModelException where that does not go well
  public void tryInChild(Path file) throws ModelException, InterruptedException {
    Path path = file.toAbsolutePath();
    try {
      Process child = start(path);
      try {
        if (!child.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new ModelException(
              "%s was not loaded within %d s. If it is that large, raise model-check-timeout."
                  .formatted(path, timeout.toSeconds()));
        }
        if (child.exitValue() != 0) {
          throw new ModelException(problem(path, child));
        }
      } finally {
        child.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ModelException(
          "%s could not be tried in a child process: %s. Set model-check=never if it is trusted."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private Process start(Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ModelTrial.class.getName(),
                natives.toString(),
                kernels,
                file.toString()));
    // no debugger for a backtrace, no flags of ours
    builder.environment().put("GGML_NO_BACKTRACE", "1");
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String problem(Path file, Process child) throws IOException {
    byte[] output = child.getInputStream().readNBytes(LONGEST_MESSAGE_BYTES);
    String text = new String(output, StandardCharsets.UTF_8).strip().replace("\n", "; ");
    return child.exitValue() == ModelTrial.REFUSED
        ? text
        : "%s makes llama.cpp end the process (exit code %d): %s. The file is damaged or hostile."
            .formatted(file, child.exitValue(), text);
  }
}
