package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.domain.build.PruneRule;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry cache prune`: removes records of the build cache.
@Command(
    name = "prune",
    header = "Removes what is not needed from the build cache.",
    description = {
      "Says what would go and how much that is, and asks on a terminal; elsewhere it wants --yes."
          + " What a build uses now stays, and what images share with the cache, unless --all.",
      "",
      "With --json, prints one document: what was removed, or with --dry-run what would be.",
      ""
    })
final class CachePruneCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Only these records. Default: all that the options leave.")
  private List<String> ids = List.of();

  @Option(
      names = "--unused-for",
      paramLabel = "TIME",
      description = "Only what nobody has used for so long, for example 24h.")
  private @Nullable Duration unusedFor;

  @Option(
      names = "--keep",
      paramLabel = "SIZE",
      converter = Limit.Converter.class,
      description =
          "Only as much, least recently used first, that no more than this stays, for example 10GB"
              + " or 50%%.")
  private @Nullable Limit keep;

  @Option(
      names = "--of",
      paramLabel = "PROJECT",
      description = "Only what belongs to this project, as “gantry cache du” names it.")
  private @Nullable String project;

  @Option(names = "--all", description = "Also what images or other records share.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  CachePruneCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    CacheContents contents = new CacheContents(context.ports());
    List<CacheRecord> candidates = ofProject(contents);
    PruneRule rule =
        new PruneRule(Set.copyOf(ids), Optional.ofNullable(unusedFor), kept(candidates), all);
    Instant now = context.clock().instant();
    List<CacheRecord> selected = rule.select(candidates, now);
    if (dryRun) {
      report(contents, selected, now);
      return ExitCode.OK;
    }
    if (!selected.isEmpty() && !agreed(selected)) {
      return ExitCode.FAILED;
    }
    report(contents, context.ports().cache().remove(selected), now);
    return ExitCode.OK;
  }

  private List<CacheRecord> ofProject(CacheContents contents) {
    return project == null
        ? contents.records()
        : contents.records().stream()
            .filter(record -> contents.project(record).filter(project::equals).isPresent())
            .toList();
  }

  private Optional<Long> kept(List<CacheRecord> candidates) {
    return Optional.ofNullable(keep)
        .map(
            limit ->
                switch (limit) {
                  case Limit.Size(long bytes) -> bytes;
                  case Limit.Share(double percent) ->
                      Math.round(CacheUsageCommand.size(candidates) * percent / 100);
                });
  }

  private boolean agreed(List<CacheRecord> selected) {
    if (yes) {
      return true;
    }
    Strings strings = context.strings();
    String size = Sizes.format(CacheUsageCommand.size(selected));
    Optional<Boolean> answer =
        context
            .console()
            .confirmation()
            .agree(strings.text("cli.cache.question", selected.size(), size));
    if (answer.isEmpty()) {
      context.say(strings.text("cli.cache.needsYes", selected.size(), size));
    }
    return answer.orElse(false);
  }

  private void report(CacheContents contents, List<CacheRecord> records, Instant now) {
    if (options.json()) {
      ObjectNode node =
          Json.object().put("dryRun", dryRun).put("sizeBytes", CacheUsageCommand.size(records));
      node.set("records", Json.array(records, record -> CacheUsageCommand.json(record, contents)));
      Json.document(context.console().out(), node);
      return;
    }
    Strings strings = context.strings();
    Table table = CacheUsageCommand.table(strings);
    records.forEach(record -> table.row(CacheUsageCommand.row(strings, record, now)));
    String size = Sizes.format(CacheUsageCommand.size(records));
    context
        .console()
        .out()
        .print(
            (records.isEmpty() ? "" : table.text() + "\n")
                + (dryRun
                    ? strings.text("cli.cache.wouldRemove", records.size(), size)
                    : strings.text("cli.cache.removed", records.size(), size))
                + "\n");
    context.console().out().flush();
  }
}
