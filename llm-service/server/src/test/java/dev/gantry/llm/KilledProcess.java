package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that writes, prints a number for each thing that is on the disk, and is killed.
public final class KilledProcess {
  private KilledProcess() {}

  /// Starts a class, reads some lines, kills the process (SIGKILL), and reads what it had printed.
  ///
  /// @param lines how many
  /// @return the last number that the process printed, or what is given
  public static int lastNumber(Class<?> main, int lines, int otherwise, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process writer =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    int last = otherwise;
    try (BufferedReader output = writer.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String line = output.readLine();
        assertThat(line).isNotNull();
        last = Integer.parseInt(line);
      }
      // the handle's leaves what is still to be read
      assertThat(writer.toHandle().destroyForcibly()).isTrue();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    return last;
  }
}
