package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BuildSectionDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/compose-build.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| .+ \\|$");

  @Test
  void theDocumentHasARowForEveryKeyInOrder() throws Exception {
    List<String> rows =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();

    assertThat(rows).isEqualTo(BuildSection.KEYS.stream().sorted().toList());
  }
}
