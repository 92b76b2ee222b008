package dev.gantry.domain.image;

import static dev.gantry.domain.image.Layers.layer;
import static dev.gantry.domain.image.Layers.leaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.FileNode.Directory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileTreeTest {
  private static final LayerTree BASE =
      layer(0)
          .file("/etc/hosts", "one")
          .file("/etc/apt/sources", "deb")
          .file("/usr/bin/sh", "#!bin")
          .build();

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(
            "adds",
            layer(1).file("/etc/motd", "hi"),
            List.of("/etc/apt/sources 3", "/etc/hosts 3", "/etc/motd 2", "/usr/bin/sh 5")),
        Arguments.of(
            "replaces",
            layer(1).file("/etc/hosts", "longer"),
            List.of("/etc/apt/sources 3", "/etc/hosts 6", "/usr/bin/sh 5")),
        Arguments.of(
            "removes a file",
            layer(1).remove("/etc/hosts"),
            List.of("/etc/apt/sources 3", "/usr/bin/sh 5")),
        Arguments.of("removes a directory", layer(1).remove("/etc"), List.of("/usr/bin/sh 5")),
        Arguments.of(
            "removes what is not there",
            layer(1).remove("/opt/none"),
            List.of("/etc/apt/sources 3", "/etc/hosts 3", "/usr/bin/sh 5")),
        Arguments.of(
            "empties a directory before it fills it, whatever comes first",
            layer(1).file("/etc/passwd", "root").empty("/etc"),
            List.of("/etc/passwd 4", "/usr/bin/sh 5")),
        Arguments.of(
            "empties a directory whose name it whites out and has",
            layer(1).remove("/etc").file("/etc/passwd", "root"),
            List.of("/etc/passwd 4", "/usr/bin/sh 5")),
        Arguments.of(
            "empties it also when the whiteout comes last",
            layer(1).file("/etc/passwd", "root").remove("/etc"),
            List.of("/etc/passwd 4", "/usr/bin/sh 5")),
        Arguments.of(
            "puts a file in the place of a directory",
            layer(1).file("/etc", "file"),
            List.of("/etc 4", "/usr/bin/sh 5")),
        Arguments.of(
            "puts a directory in the place of a file",
            layer(1).file("/usr/bin/sh/inside", "x"),
            List.of("/etc/apt/sources 3", "/etc/hosts 3", "/usr/bin/sh/inside 1")),
        Arguments.of(
            "keeps what is in a directory that it only mentions",
            layer(1).directory("/etc"),
            List.of("/etc/apt/sources 3", "/etc/hosts 3", "/usr/bin/sh 5")),
        Arguments.of(
            "takes the last of two entries of one name",
            layer(1).file("/etc/hosts", "a").file("/etc/hosts", "bb"),
            List.of("/etc/apt/sources 3", "/etc/hosts 2", "/usr/bin/sh 5")),
        Arguments.of("can empty everything", layer(1).empty("/"), List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void aLayer(String what, Layers layer, List<String> expected) {
    FileTree tree = FileTree.EMPTY.apply(BASE).apply(layer.build());

    assertThat(leaves(tree)).as(what).isEqualTo(expected);
  }

  @Test
  void aDirectoryTakesTheAttributesOfTheHighestLayerThatListsIt() {
    FileAttributes closed = new FileAttributes(0700, 10, 10);

    FileTree tree =
        FileTree.EMPTY
            .apply(layer(0).directory("/etc", closed).build())
            .apply(layer(1).file("/etc/hosts", "one").build());

    assertThat(tree.find("/etc").map(FileNode::attributes)).contains(closed);
  }

  @Test
  void theTreeBeforeALayerStaysAsItWas() {
    FileTree before = FileTree.EMPTY.apply(BASE);
    List<String> leaves = leaves(before);

    FileTree after = before.apply(layer(1).remove("/etc").file("/usr/bin/ls", "x").build());

    assertThat(leaves(before)).isEqualTo(leaves);
    assertThat(leaves(after)).isEqualTo(List.of("/usr/bin/ls 1", "/usr/bin/sh 5"));
  }

  @Test
  void sharesWhatALayerLeavesAlone() {
    FileTree before = FileTree.EMPTY.apply(BASE);

    FileTree after = before.apply(layer(1).file("/usr/bin/ls", "x").build());

    assertThat(after.find("/etc").orElseThrow()).isSameAs(before.find("/etc").orElseThrow());
  }

  @Test
  void findsByPath() {
    FileTree tree = FileTree.EMPTY.apply(BASE);

    assertThat(tree.find("/")).contains(tree.root());
    assertThat(tree.find("/etc/apt"))
        .hasValueSatisfying(node -> assertThat(node).isInstanceOf(Directory.class));
    assertThat(tree.find("/etc/hosts/below")).isEmpty();
    assertThat(tree.find("/nothing")).isEmpty();
  }
}
