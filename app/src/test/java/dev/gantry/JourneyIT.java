package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.text.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The whole way of a new user, in the real window on a real engine: build, look at the layers,
/// run, ask, change the mode. Only the published port and the compose project's name are the tests'
/// own (the build sets `GANTRY_PUBLISHED_PORT` and `COMPOSE_PROJECT_NAME`), so that a service that
/// someone runs here is left alone.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class JourneyIT {
  private static final String PROD_IMAGE = "gantry/llm-service:prod";
  private static final String QUESTION = "What is a layer in a container image?";
  private static final String NOTHING = Sizes.format(0);
  private static final Duration BUILD = Duration.ofMinutes(20);
  private static final Duration SWITCH = Duration.ofMinutes(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Path project = Path.of("..").toAbsolutePath().normalize();
  private final Wiring wiring = new Wiring(Surroundings.ofThisProcess());
  private JourneyWindow window;

  @BeforeEach
  void openTheDashboard() throws Exception {
    window = JourneyWindow.open(wiring, project);
  }

  @AfterEach
  void tidyUp() throws Exception {
    window.close();
    ComposeRunner compose = wiring.dashboardPorts().compose();
    compose.down(compose.open(project), _ -> {});
    wiring.close();
  }

  @Test
  void buildsProdShowsItsLayersRunsItAnswersAndSwitchesToDev() throws Exception {
    window.choosePane("build");
    window.build("prod", BUILD);

    EngineHistory engine = EngineHistory.of(EngineAvailable.address(), PROD_IMAGE);
    List<String> sizes = window.layerSizes();
    assertThat(sizes).hasSize(engine.layers());
    assertThat(sizes.stream().filter(size -> !size.equals(NOTHING)))
        .containsExactlyElementsOf(engine.sizesBytes().stream().map(Sizes::format).toList());

    window.choosePane("modes");
    window.switchTo("prod", SWITCH);
    window.choosePane("inference");
    window.waitUntilServing(SWITCH);

    window.leaveNothingToChance();
    String answer = window.ask(QUESTION, ANSWER);
    assertThat(answer).contains("layer").hasSizeGreaterThan(20);

    window.choosePane("build");
    window.build("dev", BUILD);
    window.choosePane("modes");
    window.switchTo("dev", SWITCH);
    window.choosePane("inference");
    window.waitUntilServing(SWITCH);

    assertThat(window.ask(QUESTION, ANSWER)).isEqualTo(answer);
  }
}
