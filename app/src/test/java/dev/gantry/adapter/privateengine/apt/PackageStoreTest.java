package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.process.FakeProcessRunner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {

  private static final Distribution BOOKWORM = new Distribution("debian", "bookworm", "Debian 12");
  private static final Toolset TOOLS =
      new Toolset("tools", List.of("runc"), List.of("runc"), 5_000_000);
  private static final String RUNC = "runc_1.1.5_amd64.deb";

  @TempDir private Path directory;
  private final FakeProcessRunner runner = new FakeProcessRunner();

  @BeforeEach
  void haveASystem() {
    runner
        .answer("dpkg --print-architecture", "amd64")
        .answer("apt-get indextargets", "http://deb.example/debian/ bookworm")
        .answer("dpkg-query", "installed\tlibc6\t2.36-9\t")
        .answer("update")
        .answer(
            "apt-cache",
            "Package: runc",
            "Version: 1.3.6",
            "Depends: libc6 (>= 2.38)",
            "Size: 4000",
            "",
            "Package: runc",
            "Version: 1.1.5",
            "Depends: libc6 (>= 2.34)",
            "Size: 3000")
        .act("download", () -> write("packages/" + RUNC))
        .answer("--print-uris", "'http://deb.example/debian/pool/r.deb' " + RUNC + " 3000 SHA256:0")
        .act("dpkg-deb --extract", () -> write("tools/d4c3b2a1.unfinished/usr/bin/runc"))
        .answer("runc --version", "runc version 1.1.5");
  }

  @Test
  void fetchesAndUnpacksTheVersionThatRunsHere() throws Exception {
    Toolbox box = store().provide(TOOLS, _ -> {});

    assertThat(box.root()).isEqualTo(directory.resolve("tools/current"));
    assertThat(box.root().resolve("packages")).hasContent("runc=1.1.5");
    assertThat(directory.resolve("packages")).isEmptyDirectory();
  }

  @Test
  void asksNobodyForWhatIsThere() throws Exception {
    store().provide(TOOLS, _ -> {});
    int before = runner.started().size();

    store().provide(TOOLS, _ -> {});

    assertThat(runner.started()).hasSize(before);
  }

  @Test
  void looksInStableWhereUnstableHasNothingForThisSystem() {
    runner.answer("apt-cache", "Package: runc", "Version: 1.3.6", "Depends: libc6 (>= 2.38)");
    runner.fail("update", "E: Could not connect", "done");

    assertThatThrownBy(() -> store().provide(TOOLS, _ -> {}))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure ->
                assertThat(failure.problem())
                    .isEqualTo(
                        new Problem.PrivateEnginePackagesUnavailable(
                            List.of("runc"), "E: Could not connect")));
    assertThat(directory.resolve("apt/sources.list"))
        .content()
        .contains("bookworm main", "sid main", "stable main");
  }

  @Test
  void saysWhenTheDiskIsFull() {
    runner.fail("download", "E: Write error - write (28: No space left on device)");

    assertThatThrownBy(() -> store().provide(TOOLS, _ -> {}))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure -> assertThat(failure.problem()).isInstanceOf(Problem.DiskFull.class));
  }

  @Test
  void doesNotKeepProgramsThatDoNotStart() {
    runner.fail("runc --version", "runc: /lib/libc.so.6: version `GLIBC_2.38' not found");

    assertThatThrownBy(() -> store().provide(TOOLS, _ -> {})).isInstanceOf(GantryException.class);
    assertThat(store().present(TOOLS)).isEmpty();
  }

  @Test
  void startsAgainAfterAHalfFinishedUnpacking() throws Exception {
    Files.createDirectories(directory.resolve("tools/" + id() + ".unfinished/usr/bin/old"));

    Toolbox box = store().provide(TOOLS, _ -> {});

    assertThat(box.root().resolve("usr/bin/old")).doesNotExist();
  }

  @Test
  void refusesToWorkBesideAnother() throws Exception {
    try (var _ = ExclusiveLock.take(directory.resolve("lock"))) {
      assertThatThrownBy(() -> store().provide(TOOLS, _ -> {}))
          .isInstanceOfSatisfying(
              GantryException.class,
              failure ->
                  assertThat(failure.problem())
                      .isEqualTo(new Problem.PrivateEngineBusy(ProcessHandle.current().pid())));
    }
  }

  @Test
  void estimatesBeforeThereIsAnIndex() throws Exception {
    assertThat(store().estimate(TOOLS))
        .isEqualTo(
            new PackageStore.Estimate(
                List.of("runc"), List.of("http://deb.example/debian/"), 5_000_000));
  }

  private PackageStore store() {
    return new PackageStore(runner, BOOKWORM, directory, Map.of());
  }

  private void write(String file) {
    try {
      Path path = directory.resolve(file.replace("d4c3b2a1", id()));
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id() {
    return Unpacker.id(List.of("runc=1.1.5"));
  }
}
