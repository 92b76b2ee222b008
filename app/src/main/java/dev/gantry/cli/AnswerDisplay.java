package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.Timings;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.time.Instant;
import java.util.Optional;

/// Prints an answer as it comes, and its speed at the end.
final class AnswerDisplay {
  private final CliContext context;
  private final Strings strings;
  private final boolean json;
  private Instant sent = Instant.EPOCH;
  private Optional<Instant> first = Optional.empty();
  private Instant last = Instant.EPOCH;
  private int tokens;
  private boolean atLineStart = true;

  AnswerDisplay(CliContext context, boolean json) {
    this.context = context;
    this.strings = context.strings();
    this.json = json;
  }

  void begin(Instant at) {
    sent = at;
    last = at;
  }

  void show(GenerationEvent event) {
    switch (event) {
      case GenerationEvent.Queued(_, var ahead) -> queued(ahead);
      case GenerationEvent.Started(_, var promptTokens) -> {
        if (json) {
          line(Json.event("started").put("promptTokens", promptTokens));
        }
      }
      case GenerationEvent.Token(var at, var text) -> token(at, text);
      case GenerationEvent.Finished(_, var reason, var answerTokens) ->
          finished(reason, answerTokens);
      case GenerationEvent.Failed _ -> endLine();
    }
  }

  private void queued(int ahead) {
    if (json) {
      line(Json.event("queued").put("ahead", ahead));
    } else if (ahead > 0) {
      context.say(strings.text("cli.ask.queued", ahead));
    }
  }

  private void token(Instant at, String text) {
    tokens++;
    first = first.or(() -> Optional.of(at));
    last = at;
    if (json) {
      line(Json.event("token").put("text", text));
    } else if (!text.isEmpty()) {
      context.console().out().print(text);
      context.console().out().flush();
      atLineStart = text.endsWith("\n");
    }
  }

  private void finished(FinishReason reason, int answerTokens) {
    Timings timings = Timings.of(sent, first, last, tokens);
    if (json) {
      ObjectNode node =
          Json.event("finished").put("reason", Json.name(reason)).put("tokens", answerTokens);
      timings
          .timeToFirstToken()
          .ifPresent(time -> node.put("timeToFirstTokenMillis", time.toMillis()));
      timings.tokensPerSecond().ifPresent(speed -> node.put("tokensPerSecond", speed));
      line(node);
    } else {
      endLine();
      context.say(
          strings.text(
              "cli.ask.summary",
              timings.timeToFirstToken().map(Durations::format).orElse("-"),
              timings.tokensPerSecond().map("%.1f"::formatted).orElse("-"),
              answerTokens,
              words(reason)));
    }
  }

  private void endLine() {
    if (!atLineStart) {
      context.console().out().print("\n");
      context.console().out().flush();
      atLineStart = true;
    }
  }

  private String words(FinishReason reason) {
    return switch (reason) {
      case END_OF_TEXT -> strings.text("cli.ask.endOfText");
      case STOP_TEXT -> strings.text("cli.ask.stopText");
      case MAX_TOKENS -> strings.text("cli.ask.maxTokens");
      case CONTEXT_FULL -> strings.text("cli.ask.contextFull");
      case CANCELLED -> strings.text("cli.ask.cancelled");
      case OTHER -> strings.text("cli.ask.other");
    };
  }

  private void line(ObjectNode node) {
    Json.line(context.console().out(), node);
  }
}
