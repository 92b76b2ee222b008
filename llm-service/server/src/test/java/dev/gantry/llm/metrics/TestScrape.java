package dev.gantry.llm.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of metrics, read by the rules of Prometheus' text format 0.0.4.
public final class TestScrape {
  private static final Pattern COMMENT =
      Pattern.compile(
          "# (HELP [a-zA-Z_:][\\w:]* .+|TYPE [a-zA-Z_:][\\w:]* (counter|gauge|histogram|summary|untyped))");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*(?:\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\",?)*})?)"
              + " (\\S+)");

  private final Map<String, Double> samples = new LinkedHashMap<>();

  private TestScrape() {}

  /// Fails where a line is not of the format, or a sample comes twice.
  public static TestScrape parse(String page) {
    TestScrape scrape = new TestScrape();
    assertThat(page).endsWith("\n");
    page.lines().forEach(scrape::read);
    return scrape;
  }

  private void read(String line) {
    if (line.startsWith("#")) {
      assertThat(line).matches(COMMENT);
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String number = sample.group(2).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    assertThat(samples.put(sample.group(1), Double.valueOf(number))).as(line).isNull();
  }

  public Set<String> names() {
    return samples.keySet();
  }

  /// The value of a sample, named with its labels as they are written.
  public double value(String name) {
    assertThat(samples).containsKey(name);
    return samples.getOrDefault(name, Double.NaN);
  }
}
