package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the comparison in docs/build-driver.md to the tests that it names.
class DriverTableTest {

  private static final Path DOCUMENT = Path.of("../docs/build-driver.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

  /// A line of the table.
  private record Row(String capability, List<String> answers, String heldBy) {}

  @Test
  void answersEachQuestionWithYesOrNo() throws IOException {
    assertThat(rows())
        .hasSizeGreaterThan(15)
        .allSatisfy(row -> assertThat(row.answers()).hasSize(3).isSubsetOf("yes", "no"));
  }

  @Test
  void namesTestsThatAreThere() throws IOException {
    for (Row row : rows()) {
      List<MatchResult> references = REFERENCE.matcher(row.heldBy()).results().toList();

      assertThat(references).as(row.capability()).isNotEmpty();
      for (MatchResult reference : references) {
        assertThat(source(reference.group(1)))
            .as(row.capability())
            .contains("class " + reference.group(1))
            .contains(reference.group(2) == null ? "" : "void " + reference.group(2) + "(");
      }
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .filter(cells -> cells.size() == 6 && !cells.get(1).equals("capability"))
        .map(cells -> new Row(cells.get(1), cells.subList(2, 5), cells.get(5)))
        .toList();
  }

  /// The source of a test class; empty when there is none.
  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path found =
          files.filter(file -> file.endsWith(name + ".java")).findFirst().orElse(Path.of(""));
      return found.toString().isEmpty() ? "" : Files.readString(found);
    }
  }
}
