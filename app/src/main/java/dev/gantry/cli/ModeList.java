package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// The modes of a project, and what of it runs.
final class ModeList {
  private final CliContext context;
  private final boolean json;

  ModeList(CliContext context, boolean json) {
    this.context = context;
    this.json = json;
  }

  void print(Project project) {
    Optional<RunningMode> running = context.ports().compose().running(project);
    String mode = running.map(RunningMode::mode).orElse("");
    List<RunningMode.Container> containers = running.map(RunningMode::containers).orElse(List.of());
    if (json) {
      Json.document(context.console().out(), json(project, mode, containers));
    } else {
      PrintWriter out = context.console().out();
      out.print(text(project, mode, containers));
      out.flush();
    }
  }

  private String text(Project project, String mode, List<RunningMode.Container> containers) {
    Strings strings = context.strings();
    StringBuilder text = new StringBuilder(project.directory().toString()).append('\n');
    Table modes = new Table(Align.LEFT, Align.LEFT);
    project
        .modes()
        .forEach(
            it ->
                modes.row(
                    "  " + it.name(),
                    it.name().equals(mode) ? strings.text("cli.mode.current") : ""));
    text.append(modes.text()).append('\n');
    if (containers.isEmpty()) {
      return text.append(strings.text("cli.mode.nothingRuns")).append('\n').toString();
    }
    Table table =
        new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT)
            .row(
                strings.text("cli.mode.service"),
                strings.text("cli.mode.state"),
                strings.text("cli.mode.health"),
                strings.text("cli.mode.image"));
    containers.forEach(it -> table.row(it.service(), it.state(), it.health(), it.image()));
    return text.append(table.text()).toString();
  }

  private static ObjectNode json(
      Project project, String mode, List<RunningMode.Container> containers) {
    ObjectNode node = Json.object().put("project", project.directory().toString());
    node.set(
        "modes",
        Json.array(
            project.modes(),
            it -> Json.object().put("name", it.name()).put("running", it.name().equals(mode))));
    node.set(
        "containers",
        Json.array(
            containers,
            it ->
                Json.object()
                    .put("id", it.id())
                    .put("service", it.service())
                    .put("state", it.state())
                    .put("health", it.health())
                    .put("image", it.image())));
    return node;
  }
}
