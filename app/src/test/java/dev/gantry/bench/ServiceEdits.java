package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What somebody who works on the service does to its files, at random but the same each time.
final class ServiceEdits {
  private static final String DOCKERFILE = "dockerfiles/prod.Dockerfile";
  private static final String SERVER = "llm-service/server/";
  private static final String SOURCES = SERVER + "src/main/java/dev/gantry/llm";

  private static final Pattern CLASS = Pattern.compile("(?m)^(public )?final class \\w+[^{;]*\\{$");

  /// How many of each kind of edit there are in a hundred.
  private static final Map<Kind, Integer> MIX =
      Map.ofEntries(
          Map.entry(Kind.COMMENT_AT_END, 9),
          Map.entry(Kind.COMMENT_AT_TOP, 8),
          Map.entry(Kind.LOGIC, 14),
          Map.entry(Kind.TEST, 8),
          Map.entry(Kind.README, 6),
          Map.entry(Kind.PROTO_COMMENT, 4),
          Map.entry(Kind.POM, 5),
          Map.entry(Kind.DOCKERFILE_COMMENT, 6),
          Map.entry(Kind.DOCKERFILE_LABEL, 4),
          Map.entry(Kind.DOCKERFILE_STEP, 5),
          Map.entry(Kind.ARGUMENT, 6),
          Map.entry(Kind.BOUND_SCRIPT, 4),
          Map.entry(Kind.NEW_FILE, 5),
          Map.entry(Kind.DELETED_FILE, 3),
          Map.entry(Kind.TOUCH, 5),
          Map.entry(Kind.REVERT, 8));

  enum Kind {
    COMMENT_AT_END,
    COMMENT_AT_TOP,
    LOGIC,
    TEST,
    README,
    PROTO_COMMENT,
    POM,
    DOCKERFILE_COMMENT,
    DOCKERFILE_LABEL,
    DOCKERFILE_STEP,
    ARGUMENT,
    BOUND_SCRIPT,
    NEW_FILE,
    DELETED_FILE,
    TOUCH,
    REVERT
  }

  /// Whatever an engine has seen of earlier runs, it has not seen this.
  private final long run = System.currentTimeMillis();

  private final ServiceCopy service;
  private final Random random;
  private final List<Kind> series = new ArrayList<>();
  private final List<String> sources;
  private final Deque<String> added = new ArrayDeque<>();
  private String argument = "dev";

  ServiceEdits(ServiceCopy service, long seed) throws IOException {
    this.service = service;
    this.random = new Random(seed);
    MIX.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> series.addAll(Collections.nCopies(entry.getValue(), entry.getKey())));
    Collections.shuffle(series, random);
    Path root = service.directory();
    try (Stream<Path> files = Files.walk(root.resolve(SOURCES))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> root.relativize(file).toString())
              .filter(path -> !path.endsWith("package-info.java"))
              .sorted()
              .toList();
    }
    // a build argument for the step that compiles
    String step = "COPY llm-service/server/src/main";
    service.put(
        DOCKERFILE,
        Optional.of(service.read(DOCKERFILE).replace(step, "ARG RELEASE=dev\n" + step)));
    service.remember();
  }

  int count() {
    return series.size();
  }

  /// The value of the build argument `RELEASE`.
  String argument() {
    return argument;
  }

  /// Does the next edit.
  Kind edit(int number) throws IOException {
    Kind kind = series.get(number);
    String mark = "edit " + number + " of run " + run;
    switch (kind) {
      case COMMENT_AT_END -> change(source(), text -> text + "// " + mark + "\n");
      case COMMENT_AT_TOP -> change(source(), text -> "// " + mark + "\n" + text);
      case LOGIC ->
          change(
              classFile(),
              text ->
                  CLASS
                      .matcher(text)
                      .replaceFirst("$0\n  static final long EDIT_" + number + " = " + run + "L;"));
      case TEST -> put(SERVER + "src/test/java/dev/gantry/llm/EditTest.java", "// " + mark + "\n");
      case README -> put("README.md", mark + "\n");
      case PROTO_COMMENT ->
          change(
              "llm-service/api/src/main/protobuf/gantry/llm/v1/server.proto",
              text -> text + "// " + mark + "\n");
      case POM ->
          change(
              SERVER + "pom.xml",
              text -> text.replaceFirst("</project>\\s*$", "<!-- " + mark + " -->\n</project>\n"));
      case DOCKERFILE_COMMENT -> change(DOCKERFILE, text -> "# " + mark + "\n" + text);
      case DOCKERFILE_LABEL ->
          change(
              DOCKERFILE,
              text -> text.replaceFirst("AS prod\\n", "AS prod\nLABEL edit=\"" + number + "\"\n"));
      case DOCKERFILE_STEP ->
          change(
              DOCKERFILE,
              text -> text.replaceFirst("(?m)^WORKDIR /out$", "WORKDIR /out\nRUN echo " + mark));
      case ARGUMENT -> argument = mark;
      case BOUND_SCRIPT -> change("dockerfiles/root-files.sh", text -> text + "# " + mark + "\n");
      case NEW_FILE -> {
        String path = SERVER + "src/main/resources/edit" + number + ".txt";
        added.push(path);
        put(path, mark + "\n");
      }
      case DELETED_FILE ->
          service.put(
              added.isEmpty() ? SERVER + "src/main/resources/none.txt" : added.pop(),
              Optional.empty());
      case TOUCH ->
          Files.setLastModifiedTime(
              service.directory().resolve(source()), FileTime.from(Instant.now()));
      case REVERT -> service.revert(random.nextInt(service.states()));
    }
    service.remember();
    return kind;
  }

  /// A class, into which a constant can be put.
  private String classFile() throws IOException {
    List<String> classes = new ArrayList<>();
    for (String path : sources) {
      if (CLASS.matcher(service.read(path)).find()) {
        classes.add(path);
      }
    }
    return classes.get(random.nextInt(classes.size()));
  }

  private String source() {
    return sources.get(random.nextInt(sources.size()));
  }

  private void put(String path, String text) throws IOException {
    service.put(path, Optional.of(text));
  }

  private void change(String path, UnaryOperator<String> change) throws IOException {
    put(path, change.apply(service.read(path)));
  }
}
