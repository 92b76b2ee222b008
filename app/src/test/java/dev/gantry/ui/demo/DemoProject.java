package dev.gantry.ui.demo;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A project like the bundled one: one service, built in two modes.
public final class DemoProject {
  public static final Path DIRECTORY = Path.of("/home/ada/gantry");
  public static final Mode DEV = mode("dev");
  public static final Mode PROD = mode("prod");
  public static final Project PROJECT =
      new Project(DIRECTORY, DIRECTORY.resolve("compose/compose.yml"), List.of(DEV, PROD));
  public static final List<ModeModel> MODELS = List.of(model(DEV), model(PROD));

  private DemoProject() {}

  private static Mode mode(String name) {
    return new Mode(name, Optional.of(DIRECTORY.resolve("compose/compose." + name + ".yml")));
  }

  private static ModeModel model(Mode mode) {
    String image = "gantry-llm:" + mode.name();
    BuildDefinition build =
        BuildDefinition.of(
                DIRECTORY, DIRECTORY.resolve("dockerfiles/" + mode.name() + ".Dockerfile"))
            .tags(List.of(image))
            .build();
    return new ModeModel(
        mode,
        "gantry",
        List.of(
            new Service(
                "llm",
                image,
                Optional.of(build),
                List.of(new Service.PublishedPort("127.0.0.1", 50052, 50052)),
                Map.of())));
  }
}
