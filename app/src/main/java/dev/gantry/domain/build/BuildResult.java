package dev.gantry.domain.build;

import dev.gantry.domain.build.BuildEvent.Transfer;
import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.image.LayerOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a build that is over comes to, in figures.
///
/// @param steps the steps counted, without internal ones
/// @param criticalPath the chain of steps that the build could not have been faster than
/// @param saved what the steps that came from the cache cost when they last ran, as far as somebody
///   remembers that
/// @param sentBytes what was sent to the engine of this machine's directories, with its bookkeeping
/// @param requestedFiles how many files the engine asked for; empty where nobody counts
/// @param findings what the checks found, by rule, in the order of their first finding
public record BuildResult(
    Tally steps,
    CriticalPath criticalPath,
    Duration saved,
    long sentBytes,
    OptionalInt requestedFiles,
    List<RuleFindings> findings) {
  public BuildResult {
    findings = List.copyOf(findings);
  }

  /// What BuildKit calls the transfers of files from the client.
  private static final String SENT = "transferring ";

  /// The findings of one rule.
  ///
  /// @param rule its name, for example `FromAsCasing`
  /// @param url where it is explained; empty where nobody says
  public record RuleFindings(String rule, String url, List<Warning> warnings) {
    public RuleFindings {
      warnings = List.copyOf(warnings);
    }
  }

  /// What a build came to.
  ///
  /// @param progress the build after its end
  /// @param origins of the layers that it made, with what the engine remembers of their cost
  /// @param costs what steps cost when they last ran, by name
  public static BuildResult of(
      BuildProgress progress, List<LayerOrigin> origins, Map<String, Duration> costs) {
    return new BuildResult(
        progress.tally(),
        // nothing runs any more, so no time is asked for
        progress.criticalPath(Instant.MIN),
        saved(progress.steps(), origins, costs),
        sent(progress.steps()),
        progress.requestedFiles(),
        findings(progress.warnings()));
  }

  /// The part of the steps that came from the cache, from 0 to 1; 0 where there are none.
  public double cachedShare() {
    return steps.total() == 0 ? 0 : (double) steps.cached() / steps.total();
  }

  private static Duration saved(
      List<Step> steps, List<LayerOrigin> origins, Map<String, Duration> costs) {
    Map<String, Duration> known = new HashMap<>();
    for (LayerOrigin origin : origins) {
      origin.duration().ifPresent(cost -> known.put(origin.step(), cost));
    }
    known.putAll(costs);
    return steps.stream()
        .filter(step -> !step.internal() && step.state() instanceof StepState.Cached)
        .map(step -> known.getOrDefault(step.name(), Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static long sent(List<Step> steps) {
    return steps.stream()
        .filter(Step::internal)
        .flatMap(step -> step.transfers().stream())
        .filter(transfer -> transfer.name().startsWith(SENT))
        .mapToLong(Transfer::current)
        .sum();
  }

  private static List<RuleFindings> findings(List<Warning> warnings) {
    Map<String, RuleFindings> byRule = new LinkedHashMap<>();
    for (Warning warning : warnings) {
      byRule.merge(
          warning.rule(),
          new RuleFindings(warning.rule(), warning.url(), List.of(warning)),
          BuildResult::joined);
    }
    return List.copyOf(byRule.values());
  }

  private static RuleFindings joined(RuleFindings first, RuleFindings second) {
    List<Warning> all =
        Stream.concat(first.warnings().stream(), second.warnings().stream()).toList();
    return new RuleFindings(first.rule(), first.url(), all);
  }
}
