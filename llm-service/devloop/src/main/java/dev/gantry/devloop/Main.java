package dev.gantry.devloop;

import com.google.gson.JsonObject;
import dev.gantry.devloop.compile.CompileError;
import dev.gantry.devloop.compile.IncrementalCompiler;
import dev.gantry.devloop.compile.Program;
import dev.gantry.devloop.compile.ProgramBuilder;
import dev.gantry.devloop.compile.ProgramStore;
import dev.gantry.devloop.watch.Basis;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Reach;
import dev.gantry.devloop.watch.Snapshot;
import dev.gantry.devloop.watch.WatchedFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// Entry of the container for development: compiles the sources, waits where they do not compile,
/// and then runs the server out of them.
public final class Main {
  /// The code of a process that did not start because of its sources. Whoever started it starts it
  /// again, with the code as argument.
  private static final int BAD_SOURCES = 3;

  private static final String ENTRY = "dev.gantry.devloop.serve.DevServer";
  private static final InstantSource CLOCK = InstantSource.system();

  private Main() {}

  /// Runs until the process is told to end.
  ///
  /// @param arguments the code with which the last process has ended by itself: this one waits for
  ///   other sources first. None in a new container, and where a restart was asked for
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    Path root = Path.of(environment.getOrDefault("GANTRY_DEV_SOURCES", "/src"));
    Path classes = Path.of(environment.getOrDefault("GANTRY_DEV_CLASSES", "/tmp/classes"));
    // in the container's own layer, which a restart of the container keeps
    Path state = Path.of(environment.getOrDefault("GANTRY_DEV_STATE", "/app/state"));
    ChangeWatch.Means means =
        "poll".equals(environment.get("GANTRY_DEV_WATCH"))
            ? ChangeWatch.Means.LOOKING
            : ChangeWatch.Means.AUTO;
    ChangeWatch watch =
        new ChangeWatch(root, means, CLOCK, () -> log("INFO", "devloop.no_events", Map.of()));
    ProgramBuilder builder =
        new ProgramBuilder(
            root, new IncrementalCompiler(root, WatchedFiles.SOURCE_ROOTS, libraries(classes)));
    ProgramStore store = new ProgramStore(classes);
    Path restarted = classes.resolveSibling("restarted");
    boolean ended = arguments.length > 0;
    boolean again = ended || Files.exists(restarted);
    if (ended) {
      log("ERROR", "devloop.ended", Map.of("code", arguments[0], "hint", "save what mends it"));
    }
    Compiled compiled = compile(watch, builder, store, ended);
    DevEntry.Start start =
        new DevEntry.Start(
            root,
            watch,
            builder,
            store,
            compiled.program(),
            compiled.snapshot(),
            Basis.of(compiled.snapshot(), state.resolve("container.files")),
            classes.resolveSibling("restart"),
            restarted);
    System.exit(run(start, again));
  }

  /// A new container may end: of its configuration, or because somebody else has its port. After
  /// that, it is what was saved that does not start.
  private static int run(DevEntry.Start start, boolean again) throws InterruptedException {
    try {
      DevEntry entry =
          Class.forName(ENTRY).asSubclass(DevEntry.class).getDeclaredConstructor().newInstance();
      int code = entry.run(start);
      return code != 0 && again ? BAD_SOURCES : code;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      log("ERROR", "devloop.start_failed", Map.of("error", trace));
      return BAD_SOURCES;
    }
  }

  private record Compiled(Program program, Snapshot snapshot) {}

  private static List<Path> libraries(Path classes) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> !path.equals(classes))
        .toList();
  }

  /// @param ended whether a process out of what is kept has ended by itself: that is not run again
  private static Compiled compile(
      ChangeWatch watch, ProgramBuilder builder, ProgramStore store, boolean ended)
      throws IOException, InterruptedException {
    Snapshot snapshot = watch.last();
    Snapshot before = Snapshot.EMPTY;
    Program earlier = Program.EMPTY;
    while (true) {
      SortedSet<String> sources = snapshot.paths(Reach.SOURCE);
      sources.addAll(snapshot.paths(Reach.RESOURCE));
      String fingerprint = snapshot.fingerprint(sources);
      Optional<Program> kept = store.load(fingerprint);
      if (kept.isPresent() && ended) {
        before = snapshot;
        earlier = kept.get();
        snapshot = next(watch, snapshot);
        continue;
      }
      if (kept.isPresent()) {
        return new Compiled(kept.get(), snapshot);
      }
      long begin = System.nanoTime();
      switch (builder.build(snapshot, before, earlier)) {
        case ProgramBuilder.Result.Built(Program program, int files) -> {
          log(
              "INFO",
              "devloop.compiled",
              Map.of("files", files, "duration_ms", (System.nanoTime() - begin) / 1_000_000));
          store.save(program, earlier, fingerprint);
          return new Compiled(program, snapshot);
        }
        case ProgramBuilder.Result.Failed(List<CompileError> errors) -> {
          errors.forEach(Main::log);
          snapshot = next(watch, snapshot);
        }
      }
    }
  }

  private static Snapshot next(ChangeWatch watch, Snapshot last)
      throws IOException, InterruptedException {
    Snapshot now = watch.await();
    while (now.since(last).isEmpty()) {
      now = watch.await();
    }
    return now;
  }

  private static void log(CompileError error) {
    log(
        "ERROR",
        "devloop.compile_error",
        Map.of(
            "file", error.file(),
            "line", error.line(),
            "column", error.column(),
            "message", error.message()));
  }

  /// As the server's log does, whose classes are not there yet.
  private static void log(String level, String event, Map<String, Object> fields) {
    JsonObject line = new JsonObject();
    line.addProperty("time", CLOCK.instant().toString());
    line.addProperty("level", level);
    line.addProperty("event", event);
    fields.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            line.addProperty(name, number);
          } else {
            line.addProperty(name, value.toString());
          }
        });
    System.out.println(line);
  }
}
