package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares `strings.properties` with the sources that use it.
class StringsConsistencyTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path FILE = Path.of("src/main/resources/dev/gantry/text/strings.properties");

  /// A call of [Strings#text] with a key written out; Java may break the line after the bracket.
  private static final Pattern USE = Pattern.compile("\\btext\\(\\s*\"([^\"]+)\"");

  private static final Pattern LITERAL =
      Pattern.compile("\"([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)+)\"");
  private static final Pattern KEY = Pattern.compile("^([^#=\\s]+)\\s*=");

  private final Strings strings = Strings.load();

  @Test
  void everyKeyUsedExists() throws IOException {
    assertThat(strings.keys()).containsAll(find(USE));
  }

  @Test
  void noKeyIsUnused() throws IOException {
    Set<String> unused = new TreeSet<>(strings.keys());
    unused.removeAll(find(LITERAL));

    assertThat(unused).isEmpty();
  }

  @Test
  void noKeyIsDefinedTwice() throws IOException {
    List<String> defined =
        Files.readAllLines(FILE).stream()
            .flatMap(line -> KEY.matcher(line).results())
            .map(match -> match.group(1))
            .toList();

    assertThat(defined).doesNotHaveDuplicates().hasSize(strings.keys().size());
  }

  @Test
  void keysAreFeatureElementWhat() {
    assertThat(strings.keys())
        .allMatch(key -> key.matches("[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*){1,3}"));
  }

  /// A plain apostrophe is a quote of MessageFormat and would swallow the argument after it.
  @Test
  void everyPatternIsValidAndHasNoQuote() {
    Collection<String> patterns = strings.patterns().values();

    assertThat(patterns).allSatisfy(pattern -> new MessageFormat(pattern, Locale.ROOT));
    assertThat(patterns).noneMatch(pattern -> pattern.contains("'"));
  }

  private static Set<String> find(Pattern pattern) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(SOURCES)) {
      files = tree.filter(path -> path.toString().endsWith(".java")).toList();
    }
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      pattern.matcher(Files.readString(file)).results().forEach(it -> found.add(it.group(1)));
    }
    return found.stream().collect(Collectors.toCollection(TreeSet::new));
  }
}
