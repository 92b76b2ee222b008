package dev.gantry.domain.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which project a record of the build cache belongs to: the one of a build that the engine
/// remembers and that had the step which the record is described by.
public final class CacheProjects {

  /// `[build 2/5] RUN --mount=… make`: what is run.
  private static final Pattern RUN =
      Pattern.compile("(?:\\[[^]]*] )?RUN (?:--\\S+ )*(.*)", Pattern.DOTALL);

  /// `mount / from exec /bin/sh -c make`, `cached mount /root/.m2 from exec /bin/sh -c make`.
  private static final Pattern EXEC =
      Pattern.compile(".* from exec (?:/bin/(?:ba)?sh -c )?(.*)", Pattern.DOTALL);

  private final Map<String, String> projects = new HashMap<>();

  /// Notes the steps of a build of a project; the first project that has a step keeps it.
  public void add(String project, List<Step> steps) {
    for (Step step : steps) {
      if (!step.internal()) {
        Matcher run = RUN.matcher(step.name());
        projects.putIfAbsent(run.matches() ? run.group(1) : step.name(), project);
      }
    }
  }

  /// The project of a record; empty where no remembered build has its step.
  public Optional<String> of(CacheRecord record) {
    Matcher exec = EXEC.matcher(record.description());
    String key = exec.matches() ? exec.group(1) : record.description();
    return Optional.ofNullable(projects.get(key));
  }
}
