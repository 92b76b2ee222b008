package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the patterns of `.dockerignore` to what the Docker CLI makes of them, recorded in 162
/// cases.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no files of such names")
class RecordedPatternsTest {

  @TempDir static Path root;

  @BeforeAll
  static void create() throws Exception {
    RecordedTree.create(root);
  }

  static Stream<Arguments> files() {
    return cases()
        .filter(recorded -> recorded.has("without"))
        .map(
            recorded ->
                Arguments.of(
                    strings(recorded.path("dockerignore")),
                    strings(recorded.path("patterns")),
                    strings(recorded.path("without"))));
  }

  static Stream<List<String>> errors() {
    return cases()
        .filter(recorded -> recorded.has("error"))
        .map(recorded -> strings(recorded.path("dockerignore")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void leavesOutWhatTheDockerCliLeavesOut(
      List<String> lines, List<String> patterns, List<String> without) throws Exception {
    List<String> listed = new ArrayList<>();

    new DirectoryWalk(
            root,
            new FileFilter(List.of(), patterns, List.of()),
            entry -> listed.add(entry.path() + (entry.isDirectory() ? "/" : "")))
        .run();

    List<String> expected = new ArrayList<>(RecordedTree.paths());
    expected.removeAll(without);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void refusesWhatTheDockerCliRefuses(List<String> lines) {
    assertThatThrownBy(() -> PathPatterns.of(lines)).isInstanceOf(PatternSyntaxProblem.class);
  }

  private static Stream<JsonNode> cases() {
    ObjectMapper json = new ObjectMapper();
    return RecordedTree.lines("dockerignore-cases.jsonl").stream()
        .map(
            line -> {
              try {
                return json.readTree(line);
              } catch (JsonProcessingException failure) {
                throw new IllegalStateException(failure);
              }
            });
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
