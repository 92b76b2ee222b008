package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a/b,         a/b
          a//b/,       a/b
          ./a/./b,     a/b
          a/../b,      b
          a/b/../..,   .
          ../a,        ../a
          ../../a/..,  ../..
          /../a,       /a
          /,           /
          '',          .
          /a/b/../c,   /a/c
          """)
  void isShortestFormOfAPath(String path, String clean) {
    assertThat(CleanPath.of(path)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a,    .,  a
          a/b,  a,  b
          /a,   /,  a
          """)
  void takesPathsApart(String path, String parent, String name) {
    assertThat(CleanPath.parent(path)).isEqualTo(parent);
    assertThat(CleanPath.name(path)).isEqualTo(name);
  }
}
