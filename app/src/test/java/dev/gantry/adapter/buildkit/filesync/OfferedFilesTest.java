package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfferedFilesTest {

  private static final Path ROOT = Path.of("root").toAbsolutePath();

  private final OfferedFiles offered = new OfferedFiles(ROOT);

  @Test
  void findsFilesByTheirPosition() {
    List<String> files = List.of("a/one", "a/two", "a/b/three", "a/four", "five", "f\u00FCnf/six");
    files.forEach(file -> offered.add(entry(file, 0644)));

    assertThat(IntStream.range(0, files.size()).mapToObj(offered::at))
        .containsExactlyElementsOf(files.stream().map(ROOT::resolve).toList());
  }

  @Test
  void hasNoContentOfADirectoryAndOfWhatWasNotListed() {
    offered.add(entry("a", FileMode.DIRECTORY | 0755));
    offered.add(entry("a/link", FileMode.SYMBOLIC_LINK | 0777));
    offered.add(entry("a/file", 0644));

    assertThat(offered.at(2)).isEqualTo(ROOT.resolve("a/file"));
    for (int position : List.of(-1, 0, 1, 3)) {
      assertThatThrownBy(() -> offered.at(position)).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void keepsManyFiles() {
    int many = 5000;
    for (int i = 0; i < many; i++) {
      offered.add(entry("d" + i / 10 + "/file" + i, 0644));
    }

    assertThat(IntStream.range(0, many).mapToObj(offered::at))
        .containsExactlyElementsOf(
            IntStream.range(0, many)
                .mapToObj(i -> ROOT.resolve("d" + i / 10 + "/file" + i))
                .toList());
  }

  private static FileEntry entry(String path, int mode) {
    return new FileEntry(
        path, ROOT.resolve(path), mode, 1, 0, "", 0, 0, Map.of(), Optional.empty());
  }
}
