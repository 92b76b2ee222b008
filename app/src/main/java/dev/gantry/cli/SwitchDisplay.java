package dev.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.SwitchEvent;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.time.Duration;

/// Shows a switch of modes while it happens, and its result.
final class SwitchDisplay {
  private final Console console;
  private final Strings strings;
  private final boolean json;

  SwitchDisplay(Console console, Strings strings, boolean json) {
    this.console = console;
    this.strings = strings;
    this.json = json;
  }

  void begin(String words) {
    if (!json) {
      progress(words);
    }
  }

  void show(SwitchEvent event) {
    switch (event) {
      case SwitchEvent.Resource(var kind, var name, var state) -> {
        if (json) {
          line(Json.event("resource").put("kind", kind).put("name", name).put("state", state));
        } else {
          progress(strings.text("cli.mode.resource", kind, name, state));
        }
      }
      case SwitchEvent.Message(var text) -> {
        if (json) {
          line(Json.event("message").put("text", text));
        } else {
          progress("  " + StepWords.plain(text));
        }
      }
    }
  }

  void up(Mode mode, Duration took) {
    if (json) {
      line(
          Json.event("result")
              .put("status", "up")
              .put("mode", mode.name())
              .put("tookMillis", took.toMillis()));
    } else {
      result(strings.text("cli.mode.up", mode.name(), Durations.format(took)));
    }
  }

  void down(Duration took) {
    if (json) {
      line(Json.event("result").put("status", "down").put("tookMillis", took.toMillis()));
    } else {
      result(strings.text("cli.mode.down", Durations.format(took)));
    }
  }

  private void line(JsonNode node) {
    Json.line(console.out(), node);
  }

  private void progress(String words) {
    console.err().print(words + "\n");
    console.err().flush();
  }

  private void result(String words) {
    console.out().print(words + "\n");
    console.out().flush();
  }
}
