package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoreFileTest {

  @Test
  void readsPatternsAsTheEngineDoes() {
    assertThat(
            IgnoreFile.parse(
                "\uFEFFa\n# comment\n # no comment\n\n  b/../c/  \n/rooted\n! /kept/./x\n!\n/\r\nd\r\n"))
        .isEqualTo(List.of("a", "# no comment", "c", "rooted", "!kept/x", "!", "/", "d"));
  }
}
