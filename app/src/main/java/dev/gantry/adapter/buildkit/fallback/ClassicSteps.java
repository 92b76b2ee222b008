package dev.gantry.adapter.buildkit.fallback;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.StepId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes steps out of the text that the classic builder of Docker and that of Podman write:
///
/// ```
/// Step 2/3 : RUN make          STEP 2/3: RUN make
///  ---> Using cache            --> Using cache 1f2e...
///  ---> 8d1f0a2c5e6b           --> 8d1f0a2c5e6b
/// ```
///
/// There are no times in it: those of this machine are taken, and each step follows the one before.
public final class ClassicSteps {

  private static final Pattern STEP = Pattern.compile("(?i)step (\\d+)/(\\d+) ?: (.*)");
  private static final Pattern CACHED = Pattern.compile(" ?-+> Using cache.*");
  private static final Pattern TALK =
      Pattern.compile(
          " ?-+> .*|COMMIT .*|Successfully (built|tagged) .*|Remov(ed|ing) intermediate .*"
              + "|sha256:[0-9a-f]{64}|[0-9a-f]{64}");

  /// Docker's builder writes the standard error in red.
  private static final String RED = "\u001B[91m";

  private static final Pattern COLOUR = Pattern.compile("\u001B\\[(91|0)m");

  private final InstantSource clock;
  private StringBuilder line = new StringBuilder();
  private Optional<Current> current = Optional.empty();
  private boolean over;

  /// The step that works now.
  private record Current(StepId id, String name, List<StepId> inputs, Instant started) {}

  public ClassicSteps(InstantSource clock) {
    this.clock = clock;
  }

  /// What a piece of text tells; it need not end with its line.
  public List<BuildEvent> read(String text) {
    List<BuildEvent> events = new ArrayList<>();
    line.append(text);
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      read(line.substring(0, end).replace("\r", ""), events);
      line.delete(0, end + 1);
    }
    return events;
  }

  /// What the end of the build tells: the step that worked is done, or has this error.
  public List<BuildEvent> end(Optional<String> error) {
    List<BuildEvent> events = new ArrayList<>();
    if (!line.isEmpty()) {
      read(line.toString(), events);
      line = new StringBuilder();
    }
    if (!over || error.isPresent()) {
      current.ifPresent(
          step -> events.add(update(step, false, Optional.of(clock.instant()), error)));
    }
    current = Optional.empty();
    return events;
  }

  private void read(String coloured, List<BuildEvent> events) {
    String whole = COLOUR.matcher(coloured).replaceAll("");
    Matcher step = STEP.matcher(whole);
    if (step.matches()) {
      List<StepId> inputs = current.map(before -> List.of(before.id())).orElse(List.of());
      complete(false, events);
      Current next =
          new Current(
              new StepId("classic:" + step.group(1)),
              "[%s/%s] %s".formatted(step.group(1), step.group(2), step.group(3).strip()),
              inputs,
              clock.instant());
      current = Optional.of(next);
      over = false;
      events.add(update(next, false, Optional.empty(), Optional.empty()));
    } else if (CACHED.matcher(whole).matches()) {
      complete(true, events);
    } else if (!TALK.matcher(whole).matches()) {
      current.ifPresent(
          it ->
              events.add(
                  new BuildEvent.Output(
                      it.id(), clock.instant(), coloured.contains(RED), whole + "\n")));
    }
  }

  /// The step stays the current one: the next follows it.
  private void complete(boolean cached, List<BuildEvent> events) {
    if (!over) {
      current.ifPresent(
          step -> events.add(update(step, cached, Optional.of(clock.instant()), Optional.empty())));
    }
    over = true;
  }

  private static BuildEvent update(
      Current step, boolean cached, Optional<Instant> completed, Optional<String> error) {
    return new BuildEvent.StepUpdated(
        step.id(),
        step.name(),
        step.inputs(),
        cached,
        Optional.of(step.started()),
        completed,
        error,
        Optional.empty());
  }
}
