package dev.gantry.devloop.serve;

import static dev.gantry.devloop.serve.EditedSources.RPC;
import static dev.gantry.devloop.serve.EditedSources.SERVER_INFO;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.gantry.devloop.v1.CompileError;
import dev.gantry.devloop.v1.Cycle;
import dev.gantry.devloop.v1.Outcome;
import dev.gantry.devloop.watch.Snapshot;
import dev.gantry.llm.v1.ServerServiceGrpc;
import dev.gantry.llm.v1.WatchLoadRequest;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The loop around the real server, whose sources are edited.
@Timeout(120)
class DevLoopTest {
  private static final String VERSION = ".setVersion(version)";
  private static final String POM_IS_OLD =
      "pom.xml is built into the image: build and start it anew";

  private RunningLoop loop;
  private EditedSources sources;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    loop = new RunningLoop(directory);
    sources = loop.sources();
  }

  @AfterEach
  void stop() throws Exception {
    loop.close();
    assertThat(loop.log()).noneMatch(line -> line.startsWith("died"));
  }

  @Test
  void answersWithNewCodeWhileSocketAndModelStay() throws Exception {
    assertThat(loop.version()).isEqualTo("1.2.3");

    sources.edit(SERVER_INFO, VERSION, ".setVersion(\"edited\")");
    Cycle cycle = loop.cycle(1);

    assertThat(loop.version()).isEqualTo("edited");
    Cycle served = loop.nextMessage();
    assertThat(cycle.getFilesList()).containsExactly(SERVER_INFO);
    assertThat(cycle.getOutcome()).isEqualTo(Outcome.OUTCOME_SWAPPED);
    assertThat(cycle.getCompiledFiles()).isOne();
    List<Duration> stages =
        List.of(served.getSeen(), served.getCompiled(), served.getSwapped(), served.getServed());
    assertThat(stages).isSortedAccordingTo(Durations.comparator());
    assertThat(stages).allMatch(stage -> Durations.toNanos(stage) > 0);
    assertThat(loop.log()).filteredOn(line -> line.contains(" model.ready ")).hasSizeLessThan(2);
  }

  @Test
  void endsCallsOnTheCodeThatTheyBeganWithAndThenForgetsIt() throws Exception {
    sources.edit(
        SERVER_INFO, VERSION, ".setVersion(dev.gantry.devloop.serve.Gate.pass(this, \"old\"))");
    loop.cycle(1);
    CompletableFuture<String> old =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return loop.version();
              } catch (StatusException e) {
                throw new IllegalStateException(e);
              }
            });
    WeakReference<ClassLoader> oldLoader =
        requireNonNull(Gate.ENTERED.poll(RunningLoop.PATIENCE.toSeconds(), TimeUnit.SECONDS));

    sources.edit(SERVER_INFO, "dev.gantry.devloop.serve.Gate.pass(this, \"old\")", "\"new\"");
    loop.cycle(2);

    assertThat(loop.version()).isEqualTo("new");
    assertThat(old).isNotDone();
    assertThat(oldLoader.get()).isNotNull();
    Gate.OPEN.release();
    assertThat(old.get(RunningLoop.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("old");
    Collected.await(oldLoader);
  }

  @Test
  void goesOnWithTheOldCodeWhereTheNewDoesNotCompile() throws Exception {
    sources.edit(SERVER_INFO, VERSION, ".setVersion(versio)");

    Cycle cycle = loop.cycle(1);

    assertThat(cycle.getOutcome()).isEqualTo(Outcome.OUTCOME_COMPILE_ERROR);
    int line =
        1
            + (int)
                sources
                    .read(SERVER_INFO)
                    .lines()
                    .takeWhile(text -> !text.contains("versio)"))
                    .count();
    assertThat(cycle.getErrorsList())
        .extracting(CompileError::getFile, CompileError::getLine, CompileError::getColumn)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(SERVER_INFO, line, 21));
    assertThat(cycle.getErrors(0).getMessage()).startsWith("cannot find symbol");
    assertThat(loop.log())
        .anyMatch(
            text ->
                text.startsWith("ERROR devloop.compile_error ")
                    && text.contains(SERVER_INFO)
                    && text.contains("value=" + line));
    assertThat(loop.version()).isEqualTo("1.2.3");

    sources.edit(SERVER_INFO, "(versio)", "(version)");
    assertThat(loop.cycle(2).getOutcome()).isEqualTo(Outcome.OUTCOME_UNCHANGED);
    sources.edit(SERVER_INFO, VERSION, ".setVersion(\"edited\")");
    assertThat(loop.cycle(3).getOutcome()).isEqualTo(Outcome.OUTCOME_SWAPPED);
    assertThat(loop.version()).isEqualTo("edited");
  }

  @Test
  void goesOnWithTheOldCodeWhereTheNewDoesNotStart() throws Exception {
    sources.edit(
        RPC + "RpcServices.java",
        "  public RpcServices(ServerParts parts) {",
        "  public RpcServices(ServerParts parts) {\n    if (true) { throw new IllegalStateException(\"no\"); }");

    Cycle cycle = loop.cycle(1);

    assertThat(cycle.getOutcome()).isEqualTo(Outcome.OUTCOME_LOAD_ERROR);
    assertThat(cycle.getReason())
        .isEqualTo(
            "dev.gantry.llm.rpc.RpcServices cannot be started: java.lang.IllegalStateException: no");
    assertThat(loop.version()).isEqualTo("1.2.3");
  }

  @Test
  void takesNewFilesRenamedFilesAndDeletedFilesOfOneSave() throws Exception {
    Path renamed = sources.root().resolve(RPC + ".tmp-of-an-editor");
    Files.writeString(
        renamed, sources.read(SERVER_INFO).replace(VERSION, ".setVersion(Words.word())"));
    sources.write(
        RPC + "Words.java",
        "package dev.gantry.llm.rpc;\nfinal class Words { static String word() { return \"one\"; } }");
    Files.move(renamed, sources.root().resolve(SERVER_INFO), StandardCopyOption.REPLACE_EXISTING);
    assertThat(loop.cycleServing("one").getOutcome()).isEqualTo(Outcome.OUTCOME_SWAPPED);

    sources.edit(SERVER_INFO, "Words.word()", "\"two\"");
    Files.delete(sources.root().resolve(RPC + "Words.java"));

    assertThat(loop.cycleServing("two").getOutcome()).isEqualTo(Outcome.OUTCOME_SWAPPED);
  }

  @Test
  void doesNotMissWhatIsSavedWhileItCompiles() throws Exception {
    sources.edit(SERVER_INFO, VERSION, ".setVersion(\"one\")");
    assertThat(loop.nextMessage().getOutcome()).isEqualTo(Outcome.OUTCOME_UNSPECIFIED);
    sources.edit(SERVER_INFO, "\"one\"", "\"two\"");
    Cycle last = loop.nextMessage();
    while (last.getNumber() < 2 || last.getOutcome() == Outcome.OUTCOME_UNSPECIFIED) {
      last = loop.nextMessage();
    }

    assertThat(loop.version()).isEqualTo("two");
  }

  @Test
  void restartsForWhatStays() throws Exception {
    String stays = "llm-service/server/src/main/java/dev/gantry/llm/generation/StopMatcher.java";
    sources.edit(stays, "final class StopMatcher {", "final class StopMatcher {\n  int more;");

    Cycle cycle = loop.cycle(1);

    String reason = "dev.gantry.llm.generation.StopMatcher stays while the server runs";
    assertThat(cycle.getOutcome()).isEqualTo(Outcome.OUTCOME_RESTART);
    assertThat(cycle.getReason()).isEqualTo(reason);
    RestartNote note = loop.restart();
    assertThat(note.files()).containsExactly(stays);
    assertThat(note.reason()).isEqualTo(reason);
  }

  @Test
  void saysThatTheImageHasToBeBuiltAnewUntilThatIsPutRight() throws Exception {
    String pom = sources.read("pom.xml");
    sources.write("pom.xml", pom + "<!-- -->");
    Cycle cycle = loop.cycle(1);
    sources.edit(SERVER_INFO, VERSION, ".setVersion(\"edited\")");
    Cycle swapped = loop.cycle(2);
    sources.write("pom.xml", pom);
    Cycle right = loop.cycle(3);

    assertThat(cycle.getOutcome()).isEqualTo(Outcome.OUTCOME_REBUILD_NEEDED);
    assertThat(cycle.getReason()).isEqualTo(POM_IS_OLD);
    assertThat(swapped.getOutcome()).isEqualTo(Outcome.OUTCOME_SWAPPED);
    assertThat(swapped.getRebuildNeeded()).isEqualTo(POM_IS_OLD);
    assertThat(right.getOutcome()).isEqualTo(Outcome.OUTCOME_UNCHANGED);
    assertThat(right.getRebuildNeeded()).isEmpty();
  }

  @Test
  void saysSoFromTheStartWhereTheImageIsOlderThanTheProcess(@TempDir Path directory)
      throws Exception {
    EditedSources edited = new EditedSources(directory.resolve("sources"));
    Snapshot built = edited.snapshot();
    edited.write("pom.xml", edited.read("pom.xml") + "<!-- -->");
    RunningLoop old = new RunningLoop(directory, edited, Optional.of(built));
    try {
      Cycle first = old.cycle(1);

      assertThat(first.getFilesList()).containsExactly("pom.xml");
      assertThat(first.getOutcome()).isEqualTo(Outcome.OUTCOME_REBUILD_NEEDED);
      assertThat(first.getReason()).isEqualTo(POM_IS_OLD);
      assertThat(old.log())
          .anyMatch(
              line -> line.startsWith("WARN devloop.rebuild_needed ") && line.contains("pom.xml"));
    } finally {
      old.close();
    }
  }

  @Test
  void endsStreamsThatWouldNeverEndSoThatTheyBeginOnNewCode() throws Exception {
    BlockingClientCall<?, WatchLoadResponse> load =
        ServerServiceGrpc.newBlockingV2Stub(loop.channel())
            .withDeadlineAfter(RunningLoop.PATIENCE)
            .watchLoad(WatchLoadRequest.getDefaultInstance());
    assertThat(load.read()).isNotNull();

    sources.edit(SERVER_INFO, VERSION, ".setVersion(\"edited\")");
    loop.cycle(1);

    assertThatThrownBy(
            () -> {
              while (load.read() != null) {
                // one that was on its way
              }
            })
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }
}
