package dev.gantry.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @TempDir private Path directory;

  @Test
  void readsArgumentsDirectoryAndVariables() throws IOException {
    assertThat(read("42;2;build;a b\n;/home/ada/two\nlines\n;A=1;EMPTY=;B==x=;"))
        .isEqualTo(
            new Request(
                42,
                List.of("build", "a b\n"),
                Path.of("/home/ada/two\nlines"),
                Map.of("A", "1", "EMPTY", "", "B", "=x=")));
  }

  @Test
  void takesTheFirstOfTwoVariablesAsProgramsDo() throws IOException {
    assertThat(read("1;0;/\n;A=1;A=2;nothing;").environment()).isEqualTo(Map.of("A", "1"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void addsTheVariablesThatTheProcessWasStartedWith() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());

    Request request =
        read(pid + ";0;/\n;PATH=/other;").withVariablesOfProcess(StandardCharsets.UTF_8);

    Map<String, String> expected = new HashMap<>(System.getenv());
    expected.put("PATH", "/other");
    assertThat(request).isEqualTo(new Request(request.pid(), List.of(), Path.of("/"), expected));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Request request = read(gone.pid() + ";0;/\n;");

    assertThatThrownBy(() -> request.withVariablesOfProcess(StandardCharsets.UTF_8))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ";", "1;2;build;/\n;", "x;0;/\n;", "1;0;relative\n;", "1;0;", "1;-9;/\n;"})
  void refusesWhatIsNotAllThere(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  /// @param text with a semicolon where a zero byte is meant
  private Request read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("1.request"), text.replace(';', '\0'));
    return Request.read(file, StandardCharsets.UTF_8);
  }
}
