package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gantry cache du`: what the build cache holds, by project or by record.
@Command(
    name = "du",
    header = "Shows what the build cache holds, by project.",
    description = {
      "A record belongs to the project whose builds had the step that made it; the engine remembers"
          + " builds for a while only, so that some belong to none.",
      "",
      "With --json, prints one document with all records.",
      ""
    })
final class CacheUsageCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Option(names = "--records", description = "List the records, largest first.")
  private boolean single;

  CacheUsageCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    CacheContents contents = new CacheContents(context.ports());
    Instant now = context.clock().instant();
    if (options.json()) {
      ObjectNode node = Json.object().put("sizeBytes", size(contents.records()));
      node.set("records", Json.array(contents.records(), record -> json(record, contents)));
      Json.document(context.console().out(), node);
    } else {
      context.console().out().print(single ? records(contents, now) : projects(contents));
      context.console().out().flush();
    }
    return ExitCode.OK;
  }

  private String projects(CacheContents contents) {
    Strings strings = context.strings();
    Map<String, List<CacheRecord>> byProject =
        contents.records().stream()
            .collect(
                Collectors.groupingBy(
                    record ->
                        contents.project(record).orElseGet(() -> strings.text("cli.cache.other")),
                    TreeMap::new,
                    Collectors.toList()));
    Table table =
        new Table(Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT)
            .row(
                strings.text("cli.cache.size"),
                strings.text("cli.cache.unshared"),
                strings.text("cli.cache.records"),
                strings.text("cli.cache.project"));
    byProject.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, List<CacheRecord>> it) -> size(it.getValue()))
                .reversed())
        .forEach(it -> table.row(row(it.getKey(), it.getValue())));
    return table.row(row(strings.text("cli.cache.total"), contents.records())).text();
  }

  private static String[] row(String name, List<CacheRecord> records) {
    List<CacheRecord> own = records.stream().filter(record -> !record.shared()).toList();
    return new String[] {
      Sizes.format(size(records)),
      Sizes.format(size(own)),
      String.valueOf(records.size()),
      StepWords.plain(name)
    };
  }

  private String records(CacheContents contents, Instant now) {
    Strings strings = context.strings();
    Table table = CacheUsageCommand.table(strings);
    contents.records().stream()
        .sorted(Comparator.comparingLong(CacheRecord::sizeBytes).reversed())
        .forEach(record -> table.row(row(strings, record, now)));
    return table.text();
  }

  static Table table(Strings strings) {
    return new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT)
        .row(
            strings.text("cli.cache.id"),
            strings.text("cli.cache.size"),
            strings.text("cli.cache.unused"),
            strings.text("cli.cache.uses"),
            strings.text("cli.cache.kind"),
            strings.text("cli.cache.description"));
  }

  static String[] row(Strings strings, CacheRecord record, Instant now) {
    String kind =
        record.inUse()
            ? strings.text("cli.cache.inUse", record.kind())
            : record.shared() ? strings.text("cli.cache.shared", record.kind()) : record.kind();
    return new String[] {
      record.id(),
      Sizes.format(record.sizeBytes()),
      Durations.format(age(record, now)),
      String.valueOf(record.uses()),
      kind,
      StepWords.plain(record.description().replace('\n', ' '))
    };
  }

  private static Duration age(CacheRecord record, Instant now) {
    Duration age = Duration.between(record.touched(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  static long size(List<CacheRecord> records) {
    return records.stream().mapToLong(CacheRecord::sizeBytes).sum();
  }

  static ObjectNode json(CacheRecord record, CacheContents contents) {
    ObjectNode node =
        Json.object()
            .put("id", record.id())
            .put("kind", record.kind())
            .put("description", record.description())
            .put("sizeBytes", record.sizeBytes())
            .put("created", record.created().toString());
    record.lastUsed().ifPresent(used -> node.put("lastUsed", used.toString()));
    node.put("uses", record.uses()).put("shared", record.shared()).put("inUse", record.inUse());
    contents.project(record).ifPresent(project -> node.put("project", project));
    return node;
  }
}
