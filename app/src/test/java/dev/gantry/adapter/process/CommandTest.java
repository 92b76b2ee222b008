package dev.gantry.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void readsAsAPersonWouldTypeIt() {
    Command command = Command.of("docker", "run", "--name=a", "it's", "two words", "");

    assertThat(command).hasToString("docker run --name=a 'it'\\''s' 'two words' ''");
  }

  @Test
  void doesNotShowEnvironmentOrInput() {
    Command command = Command.of("login").withEnvironment("TOKEN", "secret").withInput("password");

    assertThat(command).hasToString("login");
  }

  @Test
  void addsArgumentsAtTheEnd() {
    assertThat(Command.of("docker").plus("compose", "up").arguments())
        .isEqualTo(List.of("docker", "compose", "up"));
  }

  @Test
  void needsAProgram() {
    assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
