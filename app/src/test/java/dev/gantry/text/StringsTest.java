package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StringsTest {

  private final Strings strings =
      Strings.of(
          Map.of(
              "plain", "Ready",
              "port", "Port {0} of {1}",
              "count", "{0,choice,0#no layers|1#1 layer|1<{0} layers}"));

  @Test
  void fillsInArguments() {
    assertThat(strings.text("port", 50052, "prod")).isEqualTo("Port 50052 of prod");
  }

  @Test
  void choosesThePlural() {
    assertThat(strings.text("count", 0)).isEqualTo("no layers");
    assertThat(strings.text("count", 1)).isEqualTo("1 layer");
    assertThat(strings.text("count", 12)).isEqualTo("12 layers");
  }

  @Test
  void failsOnAMissingKey() {
    assertThatThrownBy(() -> strings.text("absent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no text for key absent");
  }

  @Test
  void failsOnAWrongNumberOfArguments() {
    assertThatThrownBy(() -> strings.text("port", 50052))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port takes 2 arguments, not 1");
    assertThatThrownBy(() -> strings.text("plain", "more"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plain takes 0 arguments, not 1");
  }
}
