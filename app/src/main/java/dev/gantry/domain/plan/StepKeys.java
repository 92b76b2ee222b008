package dev.gantry.domain.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Names for what a step makes: of two steps with the same key the engine runs only the first. They
/// tell apart what BuildKit's own cache keys do, but are worked out from the plan alone.
public final class StepKeys {

  private StepKeys() {}

  /// The key of a step.
  ///
  /// @param keys the keys of the steps before it, by position
  public static String key(PlannedStep step, List<String> keys) {
    return of(step, keys, true);
  }

  /// The key of a step without the makers of files that it takes: two steps with the same outline
  /// make the same when those files are the same.
  public static String outline(PlannedStep step, List<String> keys) {
    return of(step, keys, false);
  }

  private static String of(PlannedStep step, List<String> keys, boolean withMakers) {
    SortedMap<String, String> parts = new TreeMap<>();
    step.operation().forEach((name, value) -> parts.put("does " + name, value));
    for (int i = 0; i < step.inputs().size(); i++) {
      String value =
          switch (step.inputs().get(i)) {
            case PlannedInput.Step(int maker, long output) ->
                "step " + keys.get(maker) + " " + output;
            case PlannedInput.StepFiles(int maker, String paths) ->
                "files of " + (withMakers ? keys.get(maker) : "a step") + " " + paths;
            case PlannedInput.Files(_, String digest) -> "files " + digest;
            case PlannedInput.Image(_, String digest) -> "image " + digest;
            case PlannedInput.Remote(String address) -> "remote " + address;
          };
      parts.put("needs " + i, value);
    }
    return Fingerprint.of(parts);
  }
}
