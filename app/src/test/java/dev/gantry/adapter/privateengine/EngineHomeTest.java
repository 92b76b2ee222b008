package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineHomeTest {

  private static final Path USER = Path.of("/home/ada");

  @Test
  void liesInTheUsersDirectories() {
    assertThat(EngineHome.of(Map.of(), USER))
        .isEqualTo(
            new EngineHome(
                Path.of("/home/ada/.cache/gantry/engine"),
                Path.of("/home/ada/.local/share/gantry/engine")));
  }

  @Test
  void followsTheXdgVariablesIfTheyAreAbsolute() {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", "/var/cache/ada", "XDG_DATA_HOME", "relative");

    assertThat(EngineHome.of(environment, USER))
        .isEqualTo(
            new EngineHome(
                Path.of("/var/cache/ada/gantry/engine"),
                Path.of("/home/ada/.local/share/gantry/engine")));
  }

  @Test
  void canBeAnotherEngineWithTheSamePrograms() {
    assertThat(EngineHome.of(Map.of("GANTRY_ENGINE_HOME", "/srv/second"), USER))
        .isEqualTo(
            new EngineHome(Path.of("/home/ada/.cache/gantry/engine"), Path.of("/srv/second")));
  }

  @Test
  void hasANameThatFitsANetworkInterface() {
    EngineHome one = new EngineHome(Path.of("/c"), Path.of("/a"));
    EngineHome two = new EngineHome(Path.of("/c"), Path.of("/b"));

    assertThat(one.name()).hasSize(15).startsWith("gantry-").isNotEqualTo(two.name());
  }

  @Test
  void refusesADirectoryWhosePathIsTooLongForASocket() {
    EngineHome home = new EngineHome(Path.of("/c"), Path.of("/" + "x".repeat(90)));

    assertThatThrownBy(home::checkSocketPaths)
        .isInstanceOfSatisfying(
            GantryException.class,
            failure ->
                assertThat(failure.problem())
                    .isEqualTo(
                        new Problem.SocketPathTooLong(
                            home.data().resolve("run/containerd.sock.ttrpc"), 107)));
  }
}
