package dev.gantry.devloop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasisTest {
  @TempDir Path directory;

  private Path root() {
    return directory.resolve("clone");
  }

  private Snapshot snapshot() throws Exception {
    return new TreeScanner(root(), InstantSource.system()).scan(Snapshot.EMPTY).snapshot();
  }

  private void write(String path, String text) throws Exception {
    Path file = root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void remembersWhatTheContainerStartedWithAcrossProcesses() throws Exception {
    Path container = directory.resolve("container.files");
    write("compose/compose.yml", "one");
    write("pom.xml", "one");
    Snapshot first = Basis.of(snapshot(), container);

    write("compose/compose.yml", "two");
    Snapshot second = Basis.of(snapshot(), container);

    assertThat(snapshot().since(first).reaching(Reach.CONTAINER).paths())
        .containsExactly("compose/compose.yml");
    assertThat(second.files()).isEqualTo(first.files());
  }

  @Test
  void takesTheImageForNewWhereItDoesNotSayWhatItWasBuiltOf() throws Exception {
    write("pom.xml", "one");

    Snapshot basis = Basis.of(snapshot(), directory.resolve("container.files"));

    assertThat(snapshot().since(basis).reaching(Reach.IMAGE).isEmpty()).isTrue();
  }

  @Test
  void readsAFingerprintBack() throws Exception {
    write("pom.xml", "one");
    write("llm-service/pom.xml", "two");
    Snapshot before = snapshot();

    Snapshot read = Snapshot.ofFingerprint(before.fingerprint(before.paths(Reach.IMAGE)));

    assertThat(snapshot().since(read).isEmpty()).isTrue();
    write("pom.xml", "three");
    assertThat(snapshot().since(read).paths()).containsExactly("pom.xml");
  }
}
