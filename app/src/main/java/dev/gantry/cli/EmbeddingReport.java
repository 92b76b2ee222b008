package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Shows texts with their vectors: as a table of how near each two are, for more texts than fit
/// into one with the nearest other of each, and as JSON with all numbers.
final class EmbeddingReport {
  /// A table of more columns is no longer read.
  private static final int MOST_COLUMNS = 12;

  private final CliContext context;
  private final GlobalOptions options;
  private final List<String> texts = new ArrayList<>();
  private final List<Embedding> embeddings = new ArrayList<>();

  EmbeddingReport(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /// Takes what some texts have become; as JSON they are printed at once.
  void add(List<String> more, Embedder.Answer answer) {
    if (options.json()) {
      for (int i = 0; i < more.size(); i++) {
        Json.line(context.console().out(), json(more.get(i), answer, answer.embeddings().get(i)));
      }
      return;
    }
    texts.addAll(more);
    embeddings.addAll(answer.embeddings());
  }

  void end() {
    if (options.json()) {
      return;
    }
    Console console = context.console();
    Table table = texts.size() <= MOST_COLUMNS ? matrix() : nearest();
    console.out().print(table.text(console.width(), console.paintOut(options.color())));
    console.out().flush();
    long cut = embeddings.stream().filter(Embedding::truncated).count();
    if (cut > 0) {
      context.say(context.strings().text("cli.embed.truncated", cut));
    }
  }

  private Table matrix() {
    int count = texts.size();
    List<Table.Align> alignments =
        new ArrayList<>(Collections.nCopies(count + 2, Table.Align.RIGHT));
    alignments.add(Table.Align.LEFT);
    Table table = new Table(alignments.toArray(Table.Align[]::new));
    List<String> heading = new ArrayList<>(List.of("#"));
    for (int i = 0; i < count; i++) {
      heading.add(Integer.toString(i + 1));
    }
    heading.add(context.strings().text("cli.embed.tokens"));
    heading.add(context.strings().text("cli.embed.text"));
    table.row(heading.toArray(String[]::new));
    for (int i = 0; i < count; i++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(i + 1)));
      for (int j = 0; j < count; j++) {
        row.add(number(cosine(i, j)));
      }
      row.add(Integer.toString(embeddings.get(i).tokens()));
      row.add(oneLine(texts.get(i)));
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private Table nearest() {
    Table table =
        new Table(
            Table.Align.RIGHT,
            Table.Align.RIGHT,
            Table.Align.RIGHT,
            Table.Align.RIGHT,
            Table.Align.LEFT);
    table.row(
        "#",
        context.strings().text("cli.embed.nearest"),
        context.strings().text("cli.embed.cosine"),
        context.strings().text("cli.embed.tokens"),
        context.strings().text("cli.embed.text"));
    for (int i = 0; i < texts.size(); i++) {
      int nearest = nearestTo(i);
      table.row(
          Integer.toString(i + 1),
          Integer.toString(nearest + 1),
          number(cosine(i, nearest)),
          Integer.toString(embeddings.get(i).tokens()),
          oneLine(texts.get(i)));
    }
    return table;
  }

  private int nearestTo(int text) {
    int best = text == 0 ? 1 : 0;
    for (int i = 0; i < texts.size(); i++) {
      if (i != text && cosine(text, i) > cosine(text, best)) {
        best = i;
      }
    }
    return best;
  }

  private double cosine(int first, int second) {
    return embeddings.get(first).cosine(embeddings.get(second));
  }

  private static ObjectNode json(String text, Embedder.Answer answer, Embedding embedding) {
    ObjectNode node =
        Json.event("embedding")
            .put("text", text)
            .put("model", answer.model())
            .put("engine", answer.engine())
            .put("tokens", embedding.tokens())
            .put("truncated", embedding.truncated());
    ArrayNode values = node.putArray("values");
    embedding.values().forEach(values::add);
    return node;
  }

  private static String number(double cosine) {
    // what is nearly nothing has no sign
    double shown = Math.abs(cosine) < 0.005 ? 0 : cosine;
    return String.format(Locale.ROOT, "%.2f", shown);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
