package dev.gantry.adapter.buildkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.buildkit.filesync.FileFilter;
import dev.gantry.adapter.buildkit.proto.llb.ExecOp;
import dev.gantry.adapter.buildkit.proto.llb.FileAction;
import dev.gantry.adapter.buildkit.proto.llb.FileActionCopy;
import dev.gantry.adapter.buildkit.proto.llb.FileOp;
import dev.gantry.adapter.buildkit.proto.llb.Mount;
import dev.gantry.adapter.buildkit.proto.llb.MountType;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenTest {
  private static final Taken ALL = new Taken(true, List.of());

  @Test
  void aProgramTakesItsRootAndWhatItChangesAsAWhole() {
    assertThat(Taken.of(exec(mount("/", 0)), 0)).isEqualTo(ALL);
    assertThat(Taken.of(exec(mount("/data", 1)), 0)).isEqualTo(ALL);
  }

  @Test
  void aProgramTakesFilesOfAMountThatItCannotChange() {
    Mount.Builder mount = mount("/src", 0).setReadonly(true).setSelector("/lib");

    assertThat(Taken.of(exec(mount), 0)).isEqualTo(files(List.of(), List.of(), "lib"));
  }

  @Test
  void aProgramTakesFilesOfAMountWhoseChangesAreThrownAway() {
    assertThat(Taken.of(exec(mount("/src", -1)), 0)).isEqualTo(files(List.of(), List.of(), "."));
  }

  @Test
  void aCopyTakesTheFilesThatItNames() {
    assertThat(Taken.of(file(copy("/src/a")), 1)).isEqualTo(files(List.of(), List.of(), "src/a"));
  }

  @Test
  void aCopyWithPatternsTakesWhatTheyMatch() {
    FileActionCopy.Builder copy =
        copy("/src").addIncludePatterns("*.java").addExcludePatterns("Test*");

    assertThat(Taken.of(file(copy), 1))
        .isEqualTo(
            new Taken(
                false,
                List.of(new FileFilter(List.of("src/*.java"), List.of("src/Test*"), List.of()))));
  }

  @Test
  void whatIsCopiedToCountsAsAWhole() {
    assertThat(Taken.of(file(copy("/src/a")), 0)).isEqualTo(ALL);
  }

  @Test
  void pathsDoNotDependOnTheOrderOfMounts() {
    Mount.Builder a = mount("/a", -1).setSelector("a");
    Mount.Builder b = mount("/b", -1).setSelector("b");

    assertThat(Taken.of(exec(a, b), 0).paths()).isEqualTo(Taken.of(exec(b, a), 0).paths());
    assertThat(Taken.of(exec(a), 0).paths()).isNotEqualTo(Taken.of(exec(b), 0).paths());
  }

  private static Taken files(List<String> includes, List<String> excludes, String follow) {
    return new Taken(false, List.of(new FileFilter(includes, excludes, List.of(follow))));
  }

  private static Mount.Builder mount(String place, long output) {
    return Mount.newBuilder()
        .setInput(0)
        .setDest(place)
        .setOutput(output)
        .setMountType(MountType.BIND);
  }

  private static Op exec(Mount.Builder... mounts) {
    ExecOp.Builder exec = ExecOp.newBuilder();
    List.of(mounts).forEach(exec::addMounts);
    return Op.newBuilder().setExec(exec).build();
  }

  private static FileActionCopy.Builder copy(String source) {
    return FileActionCopy.newBuilder().setSrc(source).setDest("/app");
  }

  private static Op file(FileActionCopy.Builder copy) {
    return Op.newBuilder()
        .setFile(
            FileOp.newBuilder()
                .addActions(FileAction.newBuilder().setInput(0).setSecondaryInput(1).setCopy(copy)))
        .build();
  }
}
