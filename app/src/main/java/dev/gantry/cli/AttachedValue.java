package dev.gantry.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// For an option whose value is optional and follows a `=`: without one the next word is none of
/// its business, and its value is empty.
final class AttachedValue implements IParameterPreprocessor {

  /// Whether the option is of this kind.
  static boolean isMeantFor(OptionSpec option) {
    return option.preprocessor() instanceof AttachedValue;
  }

  // picocli's signature has the old collection
  @Override
  @SuppressWarnings("JdkObsolete")
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> information) {
    if (!"=".equals(information.get("separator"))) {
      words.push("");
    }
    return false;
  }
}
