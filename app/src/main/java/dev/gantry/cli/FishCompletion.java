package dev.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Writes the completion script of fish (`man complete`): a line for each command, option and
/// parameter, with the condition under which it is meant.
final class FishCompletion {
  /// Asks the very program that is being typed, which need not be in the `PATH`.
  private static final String ASK =
      """
      function __gantry
          set -l words (commandline -opc)
          $words[1] $argv
      end
      """;

  private final CommandLine root;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(CommandLine root) {
    this.root = root;
  }

  String script() {
    script.append(ASK).append("complete -c gantry -f\n");
    add(root, List.of());
    return script.toString();
  }

  private void add(CommandLine command, List<String> path) {
    String here = condition(command, path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!sub.getCommandSpec().usageMessage().hidden()) {
                line(here, "-a " + quoted(name) + " -d " + quoted(header(sub)));
              }
            });
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(here, option(option));
      }
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      Iterable<String> candidates = parameter.completionCandidates();
      if (candidates != null) {
        line(here, "-a " + quoted(words(candidates)));
      }
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> below = new ArrayList<>(path);
              below.add(name);
              add(sub, below);
            });
  }

  /// All words of the path are there, and no word of a command below.
  private static String condition(CommandLine command, List<String> path) {
    List<String> parts = new ArrayList<>();
    path.forEach(name -> parts.add("__fish_seen_subcommand_from " + name));
    if (!command.getSubcommands().isEmpty()) {
      parts.add(
          "not __fish_seen_subcommand_from " + String.join(" ", command.getSubcommands().keySet()));
    }
    return String.join("; and ", parts);
  }

  private static String option(OptionSpec option) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      words.append(' ');
    }
    if (option.arity().max() > 0 && !AttachedValue.isMeantFor(option)) {
      // -x: no names of files
      Iterable<String> candidates = option.completionCandidates();
      words.append(candidates == null ? "-r " : "-x -a " + quoted(words(candidates)) + " ");
    }
    String[] description = option.description();
    return words + "-d " + quoted(description.length == 0 ? "" : firstSentence(description[0]));
  }

  private static String words(Iterable<String> candidates) {
    List<String> words = new ArrayList<>();
    for (String word : candidates) {
      words.add(
          CompletionWords.isMark(word)
              ? "(__gantry " + CompletionWords.arguments(word) + ")"
              : word);
    }
    return String.join(" ", words);
  }

  private static String header(CommandLine command) {
    String[] header = command.getCommandSpec().usageMessage().header();
    return header.length == 0 ? "" : firstSentence(header[0]);
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private void line(String condition, String words) {
    script
        .append("complete -c gantry ")
        .append(condition.isEmpty() ? "" : "-n " + quoted(condition) + " ")
        .append(words)
        .append('\n');
  }

  /// In single quotes, where fish keeps everything as it is but the backslash and the quote. Only
  /// commands in parentheses of `-a` run, and those are wanted.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
