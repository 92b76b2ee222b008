package dev.gantry.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;

/// The completion script of picocli for bash, which zsh understands, too; with names of the project
/// in place of the marks of [CompletionWords]. The shell asks for them only where one can stand.
final class BashCompletion {
  private static final Pattern MARKED = Pattern.compile(" *local (\\w+)=\\(\"(@\\w+)\"\\).*\n");

  /// Options without and with a value.
  private static final Pattern OPTIONS =
      Pattern.compile("(local flag_opts=\")(.*)(\"\n *local arg_opts=\")([^\"]*)");

  private BashCompletion() {}

  static String script(CommandLine root) {
    return withNames(withoutNextWords(AutoComplete.bash("gantry", root), root));
  }

  private static String withNames(String script) {
    Matcher matcher = MARKED.matcher(script);
    String asking = matcher.replaceAll("");
    matcher.reset();
    while (matcher.find()) {
      asking =
          asking.replace(
              "\"${" + matcher.group(1) + "[@]}\"",
              "$( \"${COMP_WORDS[0]}\" " + CompletionWords.arguments(matcher.group(2)) + " )");
    }
    return asking;
  }

  /// picocli takes the next word for the value of an option also where [AttachedValue] does not.
  private static String withoutNextWords(String script, CommandLine root) {
    Set<String> attached = attached(root).map(name -> "'" + name + "'").collect(Collectors.toSet());
    String names = attached.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return OPTIONS
        .matcher(script.replaceAll(" *(?:" + names + ")\\)\n *return\n *;;\n", ""))
        .replaceAll(
            found ->
                found.group(1)
                    + found.group(2)
                    + among(found.group(4), attached::contains)
                    + found.group(3)
                    + among(found.group(4), name -> !attached.contains(name)));
  }

  /// Those of the names, each with a space before it.
  private static String among(String names, Predicate<String> condition) {
    return Arrays.stream(names.split(" ", -1))
        .filter(condition)
        .map(name -> " " + name)
        .collect(Collectors.joining());
  }

  private static Stream<String> attached(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream()
            .filter(AttachedValue::isMeantFor)
            .flatMap(option -> Arrays.stream(option.names())),
        command.getSubcommands().values().stream().flatMap(BashCompletion::attached));
  }
}
