package dev.gantry.domain.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinitionBuilder;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.NamedContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModeModelTest {

  @Test
  void givesATargetTheTargetsThatItUses() {
    List<BuildTarget> targets =
        model(service("top", "middle"), service("middle", "base"), service("base")).targets();

    BuildTarget top = targets.getFirst();
    assertThat(targets)
        .extracting(BuildTarget::name)
        .containsExactly("m/top", "m/middle", "m/base");
    assertThat(top.needs()).isEqualTo(Map.of("middle", targets.get(1)));
    assertThat(targets.get(1).needs()).isEqualTo(Map.of("base", targets.get(2)));
    assertThat(targets.get(2).needs()).isEmpty();
  }

  @Test
  void leavesOutServicesThatAreNotThereAndCutsCircles() {
    List<BuildTarget> targets =
        model(service("a", "b"), service("b", "a"), service("c", "nobody")).targets();

    assertThat(targets.getFirst().needs()).containsOnlyKeys("b");
    assertThat(targets.getFirst().needs().values())
        .allSatisfy(b -> assertThat(b.needs()).isEmpty());
    assertThat(targets.getLast().needs()).isEmpty();
  }

  private static ModeModel model(Service... services) {
    return new ModeModel(new Mode("m", Optional.empty()), "project", List.of(services));
  }

  private static Service service(String name, String... needed) {
    BuildDefinitionBuilder build = BuildDefinition.of(Path.of("/p"), Path.of("/p/Dockerfile"));
    for (String other : needed) {
      build.context(other, new NamedContext.Service(other));
    }
    return new Service(name, name + ":1", Optional.of(build.build()), List.of(), Map.of());
  }
}
