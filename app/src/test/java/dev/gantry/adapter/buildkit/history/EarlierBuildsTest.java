package dev.gantry.adapter.buildkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.proto.Exporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierBuildsTest {

  @Test
  void asksFirstTheNewestBuildsOfTheSameImageThatRanSomething() {
    BuildHistoryRecord now = build("now", "web", 9, 20, 14);
    List<BuildHistoryRecord> all =
        List.of(
            build("old", "web", 1, 20, 4),
            build("other", "database", 8, 20, 0),
            build("idle", "web", 7, 20, 14),
            build("recent", "web", 3, 20, 10),
            now);

    assertThat(EarlierBuilds.of(now, all))
        .extracting(BuildHistoryRecord::getRef)
        .containsExactly("recent", "old", "now", "idle", "other");
  }

  @Test
  void asksNoMoreThanAFewOfHundreds() {
    BuildHistoryRecord now = build("now", "web", 1_000, 20, 14);
    List<BuildHistoryRecord> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(build("build " + i, "web", i, 20, 14));
    }
    all.add(build("the one that ran", "web", 500, 20, 0));

    assertThat(EarlierBuilds.of(now, all))
        .hasSize(EarlierBuilds.LIMIT)
        .first()
        .extracting(BuildHistoryRecord::getRef)
        .isEqualTo("the one that ran");
  }

  private static BuildHistoryRecord build(
      String ref, String name, long second, int steps, int cached) {
    return BuildHistoryRecord.newBuilder()
        .setRef(ref)
        .addExporters(Exporter.newBuilder().setType("moby").putAttrs("name", name))
        .setCreatedAt(Timestamp.newBuilder().setSeconds(second))
        .setNumTotalSteps(steps)
        .setNumCachedSteps(cached)
        .build();
  }
}
