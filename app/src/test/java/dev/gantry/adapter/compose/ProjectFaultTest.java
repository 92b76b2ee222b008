package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectFaultTest {

  private static final Path SHARED = Path.of("/projects/demo/compose.yml");
  private static final Path OVERLAY = Path.of("/projects/demo/compose.dev.yml");
  private static final Mode DEV = new Mode("dev", Optional.of(OVERLAY));
  private static final Project PROJECT =
      new Project(Path.of("/projects/demo"), SHARED, List.of(DEV));
  private static final String BAD_YAML =
      "yaml: line 2: found character that cannot start any token";

  @Test
  void takesTheFileFromTheMessage() {
    String message =
        "validating /projects/demo/compose.dev.yml: services.web additional properties 'portz' not"
            + " allowed";

    assertThat(problem(message, message)).isEqualTo(new Problem.ComposeInvalid(OVERLAY, message));
  }

  @Test
  void blamesTheOverlayForWhatTheSharedFileDoesNotShow() {
    assertThat(problem(BAD_YAML, "")).isEqualTo(new Problem.ComposeInvalid(OVERLAY, BAD_YAML));
  }

  @Test
  void blamesTheSharedFileForWhatItShowsByItself() {
    assertThat(problem(BAD_YAML, BAD_YAML)).isEqualTo(new Problem.ComposeInvalid(SHARED, BAD_YAML));
  }

  @Test
  void blamesTheSharedFileOfAModeWithoutOverlay() {
    Mode mode = new Mode("default", Optional.empty());

    assertThat(new ProjectFault(PROJECT, mode, "").problem(BAD_YAML))
        .isEqualTo(new Problem.ComposeInvalid(SHARED, BAD_YAML));
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThat(
            problem(
                "env file /projects/demo/web.env not found: stat /projects/demo/web.env: no such"
                    + " file or directory",
                ""))
        .isEqualTo(new Problem.FileMissing(Path.of("/projects/demo/web.env")));
    assertThat(problem("open /projects/demo/compose.dev.yml: no such file or directory", ""))
        .isEqualTo(new Problem.FileMissing(OVERLAY));
  }

  private static Problem problem(String message, String sharedAlone) {
    return new ProjectFault(PROJECT, DEV, sharedAlone).problem(message);
  }
}
