package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// What is built by both, each in a directory of its own.
///
/// @param work for the directories
/// @param runs pairs of runs that count
/// @param files of the transfer of small files
/// @param megabytes of the transfer of large files
/// @param memoryFiles of the build whose memory is measured
record BuildScenarios(
    Path work, Builders builders, int runs, int files, int megabytes, int memoryFiles) {

  private static final int SMALL_BYTES = 1024;
  private static final int FEW_FILES = 200;
  private static final String CHILD_HEAP = "-Xmx64m";

  private static final String STEPS =
      """
      FROM debian:trixie-slim
      COPY a /a
      RUN echo one
      RUN echo two
      RUN echo three
      COPY b /b
      """;
  private static final String BUSY_STEPS =
      """
      FROM debian:trixie-slim
      RUN i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done
      COPY . /context
      RUN i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done
      RUN find / -xdev -type f | sort >/list
      """;
  private static final String COPY = "FROM scratch\nCOPY . /\n";

  /// Lists and sends everything, but needs no second copy of it.
  private static final String MOUNT =
      "FROM debian:trixie-slim\nRUN --mount=type=bind,target=/context true\n";

  private static final String PROJECT = "services: {bench: {image: gantry-bench:a, build: .}}\n";

  /// One of the comparisons.
  record Scenario(String name, Body body) {
    interface Body {
      Comparison run() throws Exception;
    }
  }

  List<Scenario> all() {
    return List.of(
        new Scenario("no-op", this::noOp),
        new Scenario("command", this::command),
        new Scenario("cancel", this::cancel),
        new Scenario("kill", this::kill),
        new Scenario("cold", this::cold),
        new Scenario("files", this::smallFiles),
        new Scenario("large", this::largeFiles),
        new Scenario("changed", this::oneFileChanged),
        new Scenario("memory", this::memory));
  }

  private Comparison noOp() throws Exception {
    BenchContext context = context("no-op", STEPS).file("a", "a").file("b", "b");
    return Comparison.inTurn(
        "no-op rebuild",
        1.0,
        runs,
        () -> builders.gantry(context.directory(), image("a"), false),
        () -> builders.buildx(context.directory(), image("b"), false));
  }

  /// `./gantry build` as it is typed, with the start of the JVM and the compose tool's reading of
  /// the project.
  private Comparison command() throws Exception {
    BenchContext context =
        context("command", STEPS).file("a", "a").file("b", "b").file("compose.yaml", PROJECT);
    return Comparison.inTurn(
        "no-op rebuild, ./gantry build",
        1.3,
        runs,
        () -> builders.time(command(context)),
        () -> builders.buildx(context.directory(), image("b"), false));
  }

  /// From the moment at which a command in the middle of a step is told to end, as by Ctrl-C, until
  /// the program of the step is gone.
  private Comparison cancel() throws Exception {
    return Comparison.inTurn(
        "a step's program after Ctrl-C",
        1.0,
        runs,
        () -> ended(this::command, builders::cancelled),
        () -> ended(this::buildxCommand, builders::cancelled));
  }

  /// The same with a command that is killed and can tell nobody.
  private Comparison kill() throws Exception {
    return Comparison.inTurn(
        "a step's program after kill -9",
        1.0,
        runs,
        () -> ended(this::command, builders::killed),
        () -> ended(this::buildxCommand, builders::killed));
  }

  /// How a command ends whose step runs a program; returns the milliseconds until that is gone.
  private interface Ending {
    double of(List<String> command, String program) throws IOException, InterruptedException;
  }

  private double ended(Function<BenchContext, List<String>> command, Ending ending)
      throws IOException, InterruptedException {
    String program = "sleep 300." + System.nanoTime();
    BenchContext context =
        context("cancel", "FROM debian:trixie-slim\nRUN " + program + "\n")
            .file("compose.yaml", PROJECT);
    return ending.of(command.apply(context), program);
  }

  private List<String> buildxCommand(BenchContext context) {
    return builders.buildxCommand(context.directory(), image("b"), false);
  }

  private List<String> command(BenchContext context) {
    String launcher = Path.of(System.getProperty("gantry.home"), "gantry").toString();
    return List.of(launcher, "build", "--project", context.directory().toString());
  }

  private Comparison cold() throws Exception {
    BenchContext context = context("cold", BUSY_STEPS).withFiles(FEW_FILES, SMALL_BYTES);
    return Comparison.inTurn(
        "cold build",
        1.02,
        runs,
        () -> builders.gantry(context.directory(), image("a"), true),
        () -> builders.buildx(context.directory(), image("b"), true));
  }

  private Comparison smallFiles() throws Exception {
    BenchContext context = context("files", COPY).withFiles(files, SMALL_BYTES);
    return Comparison.inTurn(
        "first transfer, %d files".formatted(files),
        1.0,
        runs,
        () -> builders.gantry(context.renamed(), image("a"), false),
        () -> builders.buildx(context.renamed(), image("b"), false));
  }

  private Comparison largeFiles() throws Exception {
    BenchContext context = context("large", COPY).withLargeFiles(megabytes);
    return Comparison.inTurn(
        "first transfer, %d MB".formatted(megabytes),
        1.0,
        runs,
        () -> builders.gantry(context.renamed(), image("a"), false),
        () -> builders.buildx(context.renamed(), image("b"), false));
  }

  private Comparison oneFileChanged() throws Exception {
    BenchContext context = context("changed", COPY).withFiles(files, SMALL_BYTES);
    return Comparison.inTurn(
        "one of %d files changed".formatted(files),
        1.0,
        runs,
        () -> builders.gantry(context.changed(), image("a"), false),
        () -> builders.buildx(context.changed(), image("b"), false));
  }

  private Comparison memory() throws Exception {
    BenchContext context = context("memory", MOUNT).withFiles(memoryFiles, 0);
    List<String> child =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            CHILD_HEAP,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            OneBuild.class.getName(),
            context.renamed().toString(),
            image("a"),
            work.resolve("child").toString());
    double gantry = builders.mebibytes(child);
    double buildx = builders.buildxMebibytes(context.renamed(), image("b"));
    return new Comparison(
        "peak memory, %d files".formatted(memoryFiles),
        "MiB",
        1.0,
        List.of(gantry),
        List.of(buildx));
  }

  private BenchContext context(String name, String dockerfile) throws IOException {
    return new BenchContext(work.resolve(name + "-" + UUID.randomUUID()), dockerfile);
  }

  private static String image(String tag) {
    return "gantry-bench:" + tag;
  }
}
