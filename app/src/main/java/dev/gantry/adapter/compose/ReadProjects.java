package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the compose tool has made of projects, for a process that reads the same ones again and
/// again: the tool takes longer for it than everything else in a build where nothing has changed.
///
/// What it makes of a project depends on the files that are named to it, on `.env` files and on the
/// environment. It is remembered with the content of all of them. A file with one of the words by
/// which it can name further files is not: which ones these are only the tool can say.
public final class ReadProjects {
  private static final int MOST_PROJECTS = 32;
  private static final long LARGEST_FILE = 1L << 20;
  private static final String FILE = "-f";
  private static final String VARIABLES = ".env";

  /// By which a file names others, and by which a word can be written so that it is not found here.
  private static final Pattern FURTHER_FILES =
      Pattern.compile("include|extends|env_file|label_file|\\\\[xuU\\r\\n]");

  /// Variables of the compose tool may name files, but these do not.
  private static final String OF_THE_TOOL = "COMPOSE_";

  private static final List<String> HARMLESS = List.of("COMPOSE_PROJECT_NAME", "COMPOSE_PROFILES");

  private final Map<Question, ComposeResult> answers = new LinkedHashMap<>();

  private final Map<List<ComposeTool>, ComposeTool> tools = new HashMap<>();

  /// All that an answer depends on.
  ///
  /// @param tool the file of the tool, by what the system says of it
  /// @param files their content; nothing for one that is not there
  record Question(
      Command command,
      List<Object> tool,
      Map<String, String> environment,
      Path directory,
      Map<Path, Optional<String>> files) {}

  /// The tools with the one in front that has worked when there were the same ones before.
  synchronized List<ComposeTool> bestFirst(List<ComposeTool> candidates) {
    List<ComposeTool> ordered = new ArrayList<>(candidates);
    ComposeTool best = tools.get(candidates);
    if (best != null) {
      ordered.remove(best);
      ordered.addFirst(best);
    }
    return ordered;
  }

  synchronized void worked(List<ComposeTool> candidates, ComposeTool tool) {
    tools.put(List.copyOf(candidates), tool);
  }

  /// The question as it stands now; empty if it is unknown what the answer depends on.
  ///
  /// @param environment of the tool
  /// @param directory that the tool runs in
  Optional<Question> question(Command command, Map<String, String> environment, Path directory) {
    boolean plain =
        environment.keySet().stream()
            .noneMatch(name -> name.startsWith(OF_THE_TOOL) && !HARMLESS.contains(name));
    List<Path> named = named(command.arguments());
    if (!plain || named.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<Path, Optional<String>> files = new HashMap<>();
      for (Path file : named) {
        files.put(file, content(file));
      }
      if (files.values().stream().anyMatch(text -> text.filter(this::standsAlone).isEmpty())) {
        return Optional.empty();
      }
      for (Path folder : List.of(named.getFirst().resolveSibling(""), directory)) {
        files.put(folder.resolve(VARIABLES), content(folder.resolve(VARIABLES)));
      }
      return Optional.of(
          new Question(command, tool(Path.of(command.program())), environment, directory, files));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What the tool said when it was asked the same.
  synchronized Optional<ComposeResult> answer(Question question) {
    ComposeResult known = answers.remove(question);
    if (known != null) {
      // to the end, where the youngest are
      answers.put(question, known);
    }
    return Optional.ofNullable(known);
  }

  synchronized void keep(Question question, ComposeResult answer) {
    answers.put(question, answer);
    if (answers.size() > MOST_PROJECTS) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  private boolean standsAlone(String text) {
    return !FURTHER_FILES.matcher(text).find();
  }

  private static List<Path> named(List<String> arguments) {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i - 1).equals(FILE)) {
        files.add(Path.of(arguments.get(i)));
      }
    }
    return files.stream().allMatch(Path::isAbsolute) ? files : List.of();
  }

  private static Optional<String> content(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IOException("too large to be remembered: " + file);
      }
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static List<Object> tool(Path program) throws IOException {
    if (!program.isAbsolute()) {
      throw new IOException("which file it is depends on other files: " + program);
    }
    BasicFileAttributes file = Files.readAttributes(program, BasicFileAttributes.class);
    return List.of(String.valueOf(file.fileKey()), file.size(), file.lastModifiedTime());
  }
}
