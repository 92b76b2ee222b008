package dev.gantry.domain.forecast;

import java.util.List;

/// Why a step runs although it has run before.
public sealed interface Cause {

  /// Files that it takes are new, gone or different.
  ///
  /// @param paths the first of them, by name
  /// @param count how many there are
  record FilesChanged(List<String> paths, int count) implements Cause {
    public FilesChanged {
      paths = List.copyOf(paths);
    }
  }

  /// A build argument has another value.
  record ArgumentChanged(String name) implements Cause {}

  /// A variable of the environment has another value.
  record VariableChanged(String name) implements Cause {}

  /// The image that it starts from is another one.
  record BaseImageChanged(String reference) implements Cause {}

  /// The instruction reads differently than before.
  record InstructionChanged() implements Cause {}

  /// A step that it needs runs.
  ///
  /// @param step position of that step in the plan
  /// @param name of that step
  record UpstreamRan(int step, String name) implements Cause {}

  /// Nothing is remembered of it.
  record NeverBuilt() implements Cause {}

  /// The build asks for it.
  record CacheDisabled() implements Cause {}

  /// The engine has removed its result.
  record CacheLost() implements Cause {}
}
