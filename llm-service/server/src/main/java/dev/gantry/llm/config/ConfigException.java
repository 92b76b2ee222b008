package dev.gantry.llm.config;

import java.util.List;

/// The configuration is not valid. Says everything that is wrong at once.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  /// A sentence each.
  public List<String> problems() {
    return problems;
  }
}
