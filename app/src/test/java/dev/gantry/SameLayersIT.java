package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.docker.ImageLayers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same sources give the same layers, whenever they are built. `./gantry bench images` compares
/// `slim`, too, and names the files that differ.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class SameLayersIT {
  private static final String IMAGE = "gantry/llm-service:prod";

  /// Layers that are copied, the last of which has the AOT cache; WORKDIR makes one more.
  private static final int COPIED = 11;

  @Test
  void buildsTheSameLayersWithoutAnyCacheButTheOneWithTheAotCache() throws Exception {
    ServiceInMode.build("prod");
    List<String> first = ImageLayers.of(IMAGE);

    ServiceInMode.buildWithoutCache("prod");
    List<String> second = ImageLayers.of(IMAGE);

    assertThat(first).hasSize(COPIED + 1);
    assertThat(withoutAotCache(second)).isEqualTo(withoutAotCache(first));
  }

  /// What a JVM noted of a run is never quite the same.
  private static List<String> withoutAotCache(List<String> layers) {
    List<String> others = new ArrayList<>(layers);
    others.remove(COPIED - 1);
    return others;
  }
}
