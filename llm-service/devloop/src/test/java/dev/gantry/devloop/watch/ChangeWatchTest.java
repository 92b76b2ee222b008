package dev.gantry.devloop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ChangeWatchTest {
  private static final String PACKAGE = "llm-service/server/src/main/java/p/";

  @TempDir private Path root;

  private ChangeWatch watch(ChangeWatch.Means means) throws IOException {
    Files.createDirectories(root.resolve(PACKAGE));
    Files.writeString(root.resolve(PACKAGE + "A.java"), "class A {}");
    return new ChangeWatch(root, means, InstantSource.system(), () -> {});
  }

  private static Changes next(ChangeWatch watch) throws IOException, InterruptedException {
    Snapshot before = watch.last();
    Changes changes = watch.await().since(before);
    while (changes.isEmpty()) {
      changes = watch.await().since(before);
    }
    return changes;
  }

  private static Changes changes(List<String> written, List<String> deleted) {
    return new Changes(new TreeSet<>(written), new TreeSet<>(deleted));
  }

  @ParameterizedTest
  @EnumSource(ChangeWatch.Means.class)
  void seesWrittenNewAndDeletedFilesAsOneSave(ChangeWatch.Means means) throws Exception {
    try (ChangeWatch watch = watch(means)) {
      Files.writeString(root.resolve(PACKAGE + "A.java"), "class A { int x; }");
      Files.createDirectories(root.resolve(PACKAGE + "q/r"));
      Files.writeString(root.resolve(PACKAGE + "q/r/B.java"), "class B {}");
      Changes first = next(watch);
      Files.delete(root.resolve(PACKAGE + "q/r/B.java"));
      Files.delete(root.resolve(PACKAGE + "q/r"));

      assertThat(first)
          .isEqualTo(changes(List.of(PACKAGE + "A.java", PACKAGE + "q/r/B.java"), List.of()));
      assertThat(next(watch)).isEqualTo(changes(List.of(), List.of(PACKAGE + "q/r/B.java")));
    }
  }

  @Test
  void seesAFileThatAnotherIsRenamedTo() throws Exception {
    try (ChangeWatch watch = watch(ChangeWatch.Means.AUTO)) {
      Path saved = root.resolve(PACKAGE + ".A.java.tmp");
      Files.writeString(saved, "class A { int x; }");
      Files.move(saved, root.resolve(PACKAGE + "A.java"), StandardCopyOption.REPLACE_EXISTING);

      assertThat(next(watch)).isEqualTo(changes(List.of(PACKAGE + "A.java"), List.of()));
    }
  }

  @Test
  void seesAnotherContentOfTheSameSizeAndTime() throws Exception {
    try (ChangeWatch watch = watch(ChangeWatch.Means.AUTO)) {
      Path file = root.resolve(PACKAGE + "A.java");
      FileTime time = Files.getLastModifiedTime(file);
      Files.writeString(file, "class B {}");
      Files.setLastModifiedTime(file, time);

      assertThat(next(watch)).isEqualTo(changes(List.of(PACKAGE + "A.java"), List.of()));
    }
  }

  @Test
  void passesByAFileThatIsOnlyTouched() throws Exception {
    try (ChangeWatch watch = watch(ChangeWatch.Means.AUTO)) {
      Snapshot before = watch.last();
      Files.setLastModifiedTime(
          root.resolve(PACKAGE + "A.java"), FileTime.from(Instant.now().plusSeconds(5)));

      assertThat(watch.await().since(before).isEmpty()).isTrue();
    }
  }
}
