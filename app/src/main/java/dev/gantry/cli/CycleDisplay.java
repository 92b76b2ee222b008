package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.CodeOutcome.CodeError;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Prints cycles of the development loop as they go on.
final class CycleDisplay {
  private final CliContext context;
  private final Strings strings;
  private final GlobalOptions options;
  private final Set<Long> ended = new HashSet<>();
  private long swapped;
  private Optional<String> rebuildNeeded = Optional.empty();

  CycleDisplay(CliContext context, GlobalOptions options) {
    this.context = context;
    this.strings = context.strings();
    this.options = options;
  }

  /// Of how many cycles it is known what they came to.
  int ended() {
    return ended.size();
  }

  void show(CodeCycle cycle) {
    if (!(cycle.outcome() instanceof CodeOutcome.Pending)) {
      ended.add(cycle.number());
    }
    if (options.json()) {
      Json.line(context.console().out(), json(cycle));
      return;
    }
    switch (cycle.outcome()) {
      case CodeOutcome.Pending _ -> {
        // what it comes to follows in a moment
      }
      case CodeOutcome.Swapped _ -> showSwapped(cycle);
      case CodeOutcome.Unchanged _ -> print(cycle, strings.text("cli.cycles.unchanged"));
      case CodeOutcome.CompileFailed(var errors) -> {
        print(cycle, strings.text("cli.cycles.compileFailed"));
        errors.forEach(this::print);
      }
      case CodeOutcome.LoadFailed(var reason) ->
          print(cycle, strings.text("cli.cycles.loadFailed", reason));
      case CodeOutcome.Restarting _ when cycle.times().served().isPresent() -> showServed(cycle);
      case CodeOutcome.Restarting(var reason) ->
          print(cycle, strings.text("cli.cycles.restarting", reason));
      case CodeOutcome.RebuildNeeded(var reason) ->
          print(cycle, strings.text("cli.cycles.rebuildNeeded", reason));
    }
    showRebuildNeeded(cycle);
  }

  /// Once for each reason, for it holds until the image is built.
  private void showRebuildNeeded(CodeCycle cycle) {
    if (!cycle.rebuildNeeded().equals(rebuildNeeded)) {
      rebuildNeeded = cycle.rebuildNeeded();
      if (!(cycle.outcome() instanceof CodeOutcome.RebuildNeeded)) {
        rebuildNeeded.ifPresent(
            reason -> line("    " + strings.text("cli.cycles.rebuildNeeded", reason)));
      }
    }
  }

  /// A line when the code is swapped, and another one when it was first asked.
  private void showSwapped(CodeCycle cycle) {
    CodeCycle.Times times = cycle.times();
    if (cycle.number() != swapped) {
      swapped = cycle.number();
      print(
          cycle,
          strings.text(
              "cli.cycles.swapped",
              Durations.format(times.seen()),
              words(times.compiled()),
              words(times.swapped())));
    }
    showServed(cycle);
  }

  private void showServed(CodeCycle cycle) {
    cycle
        .times()
        .served()
        .ifPresent(
            served -> print(cycle, strings.text("cli.cycles.served", Durations.format(served))));
  }

  private static String words(Optional<Duration> time) {
    return time.map(Durations::format).orElse("-");
  }

  private void print(CodeCycle cycle, String words) {
    List<String> names = cycle.files().stream().map(CycleDisplay::name).toList();
    line(strings.text("cli.cycles.cycle", cycle.number(), String.join(" ", names), words));
  }

  private void print(CodeError error) {
    String place = error.line() == 0 ? error.file() : error.file() + ":" + error.line();
    line("    " + place);
    error.message().lines().forEach(message -> line("      " + message));
  }

  private void line(String text) {
    context.console().out().print(text + "\n");
    context.console().out().flush();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static ObjectNode json(CodeCycle cycle) {
    CodeCycle.Times times = cycle.times();
    ObjectNode node = Json.event("cycle").put("number", cycle.number());
    node.set("files", Json.texts(cycle.files()));
    node.put("seenMillis", times.seen().toMillis());
    times.compiled().ifPresent(it -> node.put("compiledMillis", it.toMillis()));
    times.swapped().ifPresent(it -> node.put("swappedMillis", it.toMillis()));
    times.served().ifPresent(it -> node.put("servedMillis", it.toMillis()));
    cycle.rebuildNeeded().ifPresent(it -> node.put("rebuildNeeded", it));
    return switch (cycle.outcome()) {
      case CodeOutcome.Pending _ -> node;
      case CodeOutcome.Swapped _ -> node.put("outcome", "swapped");
      case CodeOutcome.Unchanged _ -> node.put("outcome", "unchanged");
      case CodeOutcome.CompileFailed(var errors) ->
          node.put("outcome", "compile-failed")
              .set("errors", Json.array(errors, CycleDisplay::json));
      case CodeOutcome.LoadFailed(var reason) ->
          node.put("outcome", "load-failed").put("reason", reason);
      case CodeOutcome.Restarting(var reason) ->
          node.put("outcome", "restarting").put("reason", reason);
      case CodeOutcome.RebuildNeeded(var reason) ->
          node.put("outcome", "rebuild-needed").put("reason", reason);
    };
  }

  private static ObjectNode json(CodeError error) {
    ObjectNode node = Json.object().put("file", error.file());
    if (error.line() > 0) {
      node.put("line", error.line());
    }
    return node.put("message", error.message());
  }
}
