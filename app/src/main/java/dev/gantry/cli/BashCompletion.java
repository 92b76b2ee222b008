package dev.gantry.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;

/// The completion script of picocli for bash, which zsh understands, too; with names of the project
/// in place of the marks of [CompletionWords]. The shell asks for them only where one can stand.
final class BashCompletion {
  private static final Pattern MARKED = Pattern.compile(" *local (\\w+)=\\(\"(@\\w+)\"\\).*\n");

  private BashCompletion() {}

  static String script(CommandLine root) {
    String script = AutoComplete.bash("gantry", root);
    Matcher matcher = MARKED.matcher(script);
    String asking = matcher.replaceAll("");
    matcher.reset();
    while (matcher.find()) {
      asking =
          asking.replace(
              "compReplyArray \"${" + matcher.group(1) + "[@]}\"",
              "\"${COMP_WORDS[0]}\" " + CompletionWords.arguments(matcher.group(2)));
    }
    return asking;
  }
}
