package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.Table.Align;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table =
        new Table(Align.LEFT, Align.RIGHT, Align.LEFT)
            .row("NAME", "SIZE", "NOTE")
            .row("a", "12.3 MB", "")
            .row("größer", "1 B", "x");

    assertThat(table.text())
        .isEqualTo(
            """
            NAME       SIZE  NOTE
            a       12.3 MB
            größer      1 B  x
            """);
  }
}
