package dev.gantry.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShortcutsTest {
  private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| [^|]+ \\|$");
  private static final Path DOCUMENT = Path.of("../docs/keyboard.md");

  @Test
  void theDocumentListsTheKeysOfTheWindowInTheirOrder() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.equals("## Anywhere in the window"))
            .takeWhile(line -> !line.equals("## Within a pane"))
            .flatMap(line -> ROW.matcher(line).results())
            .map(match -> match.group(1))
            .filter(keys -> !keys.equals("Keys"))
            .toList();

    assertThat(documented).isEqualTo(Shortcuts.all().stream().map(Shortcut::text).toList());
  }

  @Test
  void theWrittenKeysAreTheKeysThatWork() {
    assertThat(Shortcuts.all())
        .allSatisfy(
            shortcut ->
                assertThat(shortcut.combination().getName())
                    .isEqualTo(inOrderOfJavaFx(shortcut.text())));
  }

  @Test
  void everyCommandHasOneKey() {
    assertThat(Shortcuts.all().stream().map(Shortcut::command))
        .containsExactly(Shortcut.Command.values());
    assertThat(Shortcuts.all().stream().map(Shortcut::combination)).doesNotHaveDuplicates();
  }

  /// JavaFX writes Shift before the shortcut key, and names the full stop.
  private static String inOrderOfJavaFx(String keys) {
    return keys.replace("Ctrl+Shift+", "Shift+Shortcut+")
        .replaceFirst("^Ctrl\\+", "Shortcut+")
        .replaceFirst("\\+\\.$", "+Period");
  }
}
