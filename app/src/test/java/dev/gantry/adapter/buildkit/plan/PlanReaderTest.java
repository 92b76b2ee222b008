package dev.gantry.adapter.buildkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.gantry.adapter.buildkit.proto.Position;
import dev.gantry.adapter.buildkit.proto.Range;
import dev.gantry.adapter.buildkit.proto.llb.Definition;
import dev.gantry.adapter.buildkit.proto.llb.MergeOp;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.Fingerprint;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Plans are made by hand from the messages that an engine would send.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have permissions of POSIX")
class PlanReaderTest {
  private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-02T00:00:00.123456789Z");

  @TempDir private Path context;
  private final TestPlan plan = new TestPlan();
  private final List<String> resolved = new ArrayList<>();
  private final RememberedHashes hashes = new RememberedHashes();

  @Test
  void aPlanOfNothingHasNoSteps() throws Exception {
    assertThat(read(Optional.empty(), 0, Definition.getDefaultInstance()))
        .isEqualTo(new BuildPlan("engine", List.of(), Map.of(), Set.of(), Instant.EPOCH));
  }

  @Test
  void anImageAloneHasNoSteps() throws Exception {
    plan.result(plan.source("docker-image://debian"));

    assertThat(read().steps()).isEmpty();
    assertThat(resolved).isEmpty();
  }

  @Test
  void aStepHasItsNameLinesPartsAndInputs() throws Exception {
    String base = plan.source("docker-image://debian", "image.resolvemode", "pull");
    Op run = TestPlan.run(List.of(base), "make");
    String made = plan.add(run);
    plan.describe(made, "[2/2] RUN make", true);
    plan.locate(made, range(4, 5), range(7, 9));
    plan.result(made);

    assertThat(read().steps())
        .containsExactly(
            new PlannedStep(
                "[2/2] RUN make",
                Optional.of(new LineRange(4, 9)),
                Operations.parts(run),
                List.of(new PlannedInput.Image("debian", "content of debian pull")),
                true));
  }

  @Test
  void aStepWithoutNameAndPlaceIsCalledByItsDigest() throws Exception {
    Op run = TestPlan.run(List.of(plan.source("docker-image://debian")), "make");
    String made = plan.add(run);
    plan.locate(made);
    plan.result(made);

    assertThat(read().steps())
        .containsExactly(
            new PlannedStep(
                made,
                Optional.empty(),
                Operations.parts(run),
                List.of(new PlannedInput.Image("debian", "content of debian ")),
                false));
  }

  @Test
  void stepsComeAfterThoseThatTheyNeedWhateverTheOrderOfTheMessages() throws Exception {
    String base = plan.source("docker-image://debian");
    Op first = TestPlan.run(List.of(base), "one");
    Op second = TestPlan.run(List.of(TestPlan.digest(first)), "two");
    plan.describe(plan.add(second), "two", false);
    plan.describe(plan.add(first), "one", false);
    plan.result(TestPlan.digest(second));

    assertThat(read().steps()).extracting(PlannedStep::name).containsExactly("one", "two");
    assertThat(read().steps().getLast().inputs()).containsExactly(new PlannedInput.Step(0, 0));
  }

  @Test
  void aStepThatTwoNeedIsThereOnce() throws Exception {
    String base = plan.source("docker-image://debian");
    String shared = plan.add(TestPlan.run(List.of(base), "shared"));
    String left = plan.add(TestPlan.run(List.of(shared), "left"));
    String right = plan.add(TestPlan.run(List.of(shared), "right"));
    String merged = plan.add(merge(left, right));
    plan.result(merged);

    assertThat(read().steps())
        .extracting(PlannedStep::inputs)
        .containsExactly(
            List.of(new PlannedInput.Image("debian", "content of debian ")),
            List.of(new PlannedInput.Step(0, 0)),
            List.of(new PlannedInput.Step(0, 0)),
            List.of(new PlannedInput.Step(1, 0), new PlannedInput.Step(2, 0)));
    // the image is looked up once
    assertThat(resolved).containsExactly("debian ");
  }

  @Test
  void platformsShareTheStepsThatAreTheSame() throws Exception {
    TestPlan other = new TestPlan();
    for (TestPlan platform : List.of(plan, other)) {
      String base = platform.source("docker-image://debian");
      String shared = platform.add(TestPlan.run(List.of(base), "shared"));
      platform.describe(shared, "shared", false);
      String own =
          platform.add(TestPlan.run(List.of(shared), platform == plan ? "amd64" : "arm64"));
      platform.describe(own, platform == plan ? "amd64" : "arm64", false);
      platform.result(own);
    }

    assertThat(read(Optional.empty(), 0, plan.definition(), other.definition()).steps())
        .extracting(PlannedStep::name)
        .containsExactly("shared", "amd64", "arm64");
  }

  @Test
  void leavesOutWhatTheResultDoesNotNeed() throws Exception {
    String base = plan.source("docker-image://debian");
    plan.describe(plan.add(TestPlan.run(List.of(base), "unused")), "unused", false);
    String used = plan.add(TestPlan.run(List.of(base), "used"));
    plan.describe(used, "used", false);
    plan.result(used);

    assertThat(read().steps()).extracting(PlannedStep::name).containsExactly("used");
  }

  @Test
  void aKindOfStepThatIsNotKnownIsAStepAllTheSame() throws Exception {
    String base = plan.source("docker-image://debian");
    // DiffOp has number 7
    Op diff =
        TestPlan.inputs(List.of(base))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        7,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.EMPTY)
                            .build())
                    .build())
            .build();
    plan.describe(plan.add(diff), "diff", false);
    plan.result(TestPlan.digest(diff));

    assertThat(read().steps())
        .containsExactly(
            new PlannedStep(
                "diff",
                Optional.empty(),
                Operations.parts(diff),
                List.of(new PlannedInput.Image("debian", "content of debian ")),
                false));
  }

  @Test
  void aStepIsLostWhereTheCacheHasNotWhatItMade() throws Exception {
    String base = plan.source("docker-image://debian");
    String kept = plan.add(TestPlan.run(List.of(base), "kept"));
    String lost = plan.add(TestPlan.run(List.of(kept), "lost"));
    // of copies the cache does not say what made them
    String copied = plan.add(TestPlan.copy(lost, kept, "/out"));
    plan.result(copied);

    assertThat(read(Optional.of(Set.of("mount / from exec kept")), 0, plan.definition()).lost())
        .isEqualTo(Set.of(1));
    assertThat(read(Optional.of(Set.of()), 0, plan.definition()).lost()).isEqualTo(Set.of(0, 1));
    assertThat(read(Optional.empty(), 0, plan.definition()).lost()).isEmpty();
  }

  @Test
  void aCopyFromAStepTakesItsFiles() throws Exception {
    String base = plan.source("docker-image://debian");
    String made = plan.add(TestPlan.run(List.of(base), "make"));
    Op copy = TestPlan.copy(base, made, "/out/a");
    plan.result(plan.add(copy));

    assertThat(read().steps().getLast().inputs())
        .containsExactly(
            new PlannedInput.Image("debian", "content of debian "),
            new PlannedInput.StepFiles(0, Taken.of(copy, 1).paths()));
  }

  @Test
  void aCopyFromTheContextTakesTheFilesThatItNames() throws Exception {
    file("src/a", "A");
    file("src/b", "B");
    file("other", "C");
    Files.createSymbolicLink(context.resolve("src/link"), Path.of("a"));
    plan.result(plan.add(TestPlan.copy("", local(), "/src")));

    BuildPlan read = read();

    SortedMap<String, String> digests =
        new TreeMap<>(
            Map.of(
                "src",
                "800001ed",
                "src/a",
                "1a4 " + Fingerprint.of("A"),
                "src/b",
                "1a4 " + Fingerprint.of("B"),
                "src/link",
                "80001ff a"));
    FileManifest files = new FileManifest(digests);
    assertThat(read.files()).isEqualTo(Map.of(files.digest(), files));
    assertThat(read.steps().getFirst().inputs())
        .containsExactly(new PlannedInput.Files("context", files.digest()));
  }

  @Test
  void aProgramThatHasTheContextMountedTakesAllThatTheEngineAsksFor() throws Exception {
    file("a.java", "A");
    file("b.class", "B");
    String source = plan.source("local://context", "local.excludepatterns", "[\"*.class\"]");
    plan.result(plan.add(TestPlan.runMounting(source, "")));

    FileManifest files =
        new FileManifest(new TreeMap<>(Map.of("a.java", "1a4 " + Fingerprint.of("A"))));
    assertThat(read().files()).isEqualTo(Map.of(files.digest(), files));
  }

  @Test
  void whatTheEngineFetchesItselfIsRemote() throws Exception {
    String git = plan.source("git://example.org/a.git#main");
    String unknown = plan.source("local://somewhere");
    plan.result(plan.add(merge(git, unknown)));

    assertThat(read().steps().getFirst().inputs())
        .containsExactly(
            new PlannedInput.Remote("git://example.org/a.git#main"),
            new PlannedInput.Remote("local://somewhere"));
  }

  @Test
  void theNewestOfFilesAndDefinitionSaysWhenSomethingChanged() throws Exception {
    file("src/a", "A");
    touch(LATER, "src/a");
    touch(OLD, "src");
    plan.result(plan.add(TestPlan.copy("", local(), "/src/a")));

    assertThat(read(Optional.empty(), nanos(OLD), plan.definition()).filesChanged())
        .isEqualTo(LATER);
    assertThat(read(Optional.empty(), nanos(LATER) + 1, plan.definition()).filesChanged())
        .isEqualTo(LATER.plusNanos(1));
  }

  @Test
  void readsAFileAgainOnlyWhereItLooksDifferent() throws Exception {
    file("a", "A");
    touch(OLD, "a");
    plan.result(plan.add(TestPlan.copy("", local(), "/a")));
    BuildPlan first = read();
    file("a", "B");
    touch(OLD, "a");

    // same size, same time: what is remembered counts
    assertThat(read().files()).isEqualTo(first.files());
    touch(LATER, "a");
    assertThat(read().files()).isNotEqualTo(first.files());
  }

  @Test
  void doesNotRememberAFileThatIsSoNewThatItsTimeSaysNothing() throws Exception {
    file("new", "A");
    file("old", "A");
    touch(OLD, "old");
    touch(Instant.now().plusSeconds(60), "new");
    String source = plan.source("local://context");
    plan.result(plan.add(TestPlan.runMounting(source, "")));

    read();

    assertThat(hashes.of(context).keySet()).containsExactly("old");
    Files.delete(context.resolve("old"));
    read();
    assertThat(hashes.of(context)).isEmpty();
  }

  @Test
  void refusesBytesThatAreNoOperation() {
    Definition broken =
        Definition.newBuilder().addDef(ByteString.copyFrom(new byte[] {0x0a, 0x7f})).build();

    assertThatThrownBy(() -> read(Optional.empty(), 0, broken)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesAPlanInWhichAStepIsMissing() {
    String missing = "sha256:" + "0".repeat(64);
    plan.result(plan.add(TestPlan.run(List.of(missing), "make")));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("the plan has no operation " + missing);
  }

  @Test
  void refusesPatternsThatAreNoList() {
    String source = plan.source("local://context", "local.includepattern", "{");
    plan.result(plan.add(TestPlan.runMounting(source, "")));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("no list of patterns: {");
  }

  private BuildPlan read() throws IOException, InterruptedException {
    return read(Optional.empty(), 0, plan.definition());
  }

  private BuildPlan read(Optional<Set<String>> results, long modified, Definition... definitions)
      throws IOException, InterruptedException {
    return new PlanReader(
            List.of(definitions),
            Map.of("context", context),
            (image, mode) -> {
              resolved.add(image + " " + mode);
              return "content of " + image + " " + mode;
            },
            hashes)
        .plan("engine", results, modified);
  }

  private String local() {
    return plan.source("local://context");
  }

  private static Op merge(String... digests) {
    return TestPlan.inputs(List.of(digests)).setMerge(MergeOp.getDefaultInstance()).build();
  }

  private static Range range(int first, int last) {
    return Range.newBuilder()
        .setStart(Position.newBuilder().setLine(first))
        .setEnd(Position.newBuilder().setLine(last))
        .build();
  }

  /// Makes a file in the context, or in a directory of it.
  private void file(String path, String content) throws IOException {
    Path file = context.resolve(path);
    int slash = path.indexOf('/');
    if (slash > 0) {
      Path parent = Files.createDirectories(context.resolve(path.substring(0, slash)));
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private void touch(Instant time, String path) throws IOException {
    Files.setLastModifiedTime(context.resolve(path), FileTime.from(time));
  }

  private static long nanos(Instant time) {
    return FileTime.from(time).to(TimeUnit.NANOSECONDS);
  }
}
