package dev.gantry.adapter.docker;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of an image's history: an instruction, which made a layer or only changed the
/// configuration. The engine does not tell which, so it is read from size and instruction.
///
/// @param command as the builder wrote it, for example `RUN /bin/sh -c make # buildkit`, or
///   `/bin/sh -c #(nop) CMD ["sh"]` from the classic builder
record HistoryEntry(String command, long sizeBytes, Instant created) {

  /// How likely the entry has a layer, the likeliest first.
  enum Likelihood {
    HAS_CONTENT,
    CHANGES_FILES,
    MAKES_DIRECTORY,
    UNKNOWN,
    CHANGES_CONFIGURATION
  }

  private static final Set<String> FILES = Set.of("RUN", "COPY", "ADD");
  private static final Set<String> CONFIGURATION =
      Set.of(
          "ARG",
          "CMD",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME");
  private static final Pattern CLASSIC =
      Pattern.compile("/bin/sh -c #\\(nop\\)\\s+(.*)", Pattern.DOTALL);
  private static final Pattern INSTRUCTION = Pattern.compile("([A-Z]+)\\s.*", Pattern.DOTALL);

  Likelihood likelihood() {
    if (sizeBytes > 0) {
      return Likelihood.HAS_CONTENT;
    }
    String instruction = instruction();
    if (FILES.contains(instruction)) {
      return Likelihood.CHANGES_FILES;
    }
    if (instruction.equals("WORKDIR")) {
      return Likelihood.MAKES_DIRECTORY;
    }
    return CONFIGURATION.contains(instruction)
        ? Likelihood.CHANGES_CONFIGURATION
        : Likelihood.UNKNOWN;
  }

  private String instruction() {
    Matcher classic = CLASSIC.matcher(command);
    if (classic.matches()) {
      return leadingWord(classic.group(1));
    }
    // without the mark, the classic builder has run the command
    return command.startsWith("/bin/sh -c ") || command.startsWith("|")
        ? "RUN"
        : leadingWord(command);
  }

  private static String leadingWord(String text) {
    Matcher matcher = INSTRUCTION.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
