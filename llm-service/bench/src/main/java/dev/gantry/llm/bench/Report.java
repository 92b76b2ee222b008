package dev.gantry.llm.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What was measured: printed as it comes, and written as JSON with every value.
final class Report {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final JsonObject sections = new JsonObject();
  private JsonObject section = sections;

  void begin(String name, String what) {
    section = new JsonObject();
    sections.add(name, section);
    System.out.printf("%n%s: %s%n", name, what);
  }

  /// One figure.
  ///
  /// @param goal what it should be, in words; empty for none
  void figure(String name, Samples samples, String unit, String goal) {
    JsonObject figure = new JsonObject();
    figure.addProperty("unit", unit);
    if (!samples.isEmpty()) {
      figure.addProperty("median", samples.median());
    }
    JsonArray values = new JsonArray();
    samples.values().forEach(values::add);
    figure.add("values", values);
    section.add(name, figure);
    System.out.printf(
        Locale.ROOT,
        "  %-58s %12s %-8s %s%n",
        name,
        samples.isEmpty() ? "-" : number(samples.median()),
        unit,
        goal.isEmpty() ? "" : "(goal " + goal + ")");
  }

  /// Something that could not be measured, and why.
  void missing(String name, String why) {
    section.addProperty(name, why);
    System.out.printf("  %s: not measured: %s%n", name, why);
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.toJson(sections) + "\n");
  }
}
