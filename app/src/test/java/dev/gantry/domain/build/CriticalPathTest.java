package dev.gantry.domain.build;

import static dev.gantry.domain.build.Reports.at;
import static dev.gantry.domain.build.Reports.cached;
import static dev.gantry.domain.build.Reports.id;
import static dev.gantry.domain.build.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

  @Test
  void followsTheLongestChainOfInputs() {
    CriticalPath path =
        pathOf(
            ran("base", 0, 2),
            ran("slow", 2, 9, "base"),
            ran("quick", 2, 3, "base"),
            ran("end", 9, 10, "quick", "slow"));

    assertThat(path)
        .isEqualTo(
            new CriticalPath(List.of(id("base"), id("slow"), id("end")), Duration.ofSeconds(10)));
  }

  @Test
  void findsInputsThatAreToldAfterTheStep() {
    CriticalPath path = pathOf(ran("end", 5, 6, "first"), ran("first", 0, 5));

    assertThat(path)
        .isEqualTo(new CriticalPath(List.of(id("first"), id("end")), Duration.ofSeconds(6)));
  }

  @Test
  void leavesOutStepsBeforeTheFirstThatTookTime() {
    CriticalPath path = pathOf(cached("base", 0), ran("end", 0, 3, "base"));

    assertThat(path).isEqualTo(new CriticalPath(List.of(id("end")), Duration.ofSeconds(3)));
  }

  @Test
  void isEmptyWhenEverythingIsCached() {
    assertThat(pathOf(cached("a", 0), cached("b", 0)))
        .isEqualTo(new CriticalPath(List.of(), Duration.ZERO));
  }

  @Test
  void countsARunningStepUpToNow() {
    CriticalPath path =
        CriticalPath.of(BuildProgress.of(List.of(Reports.started("a", 1))).steps(), at(5));

    assertThat(path.length()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void survivesACycleAndAnUnknownInput() {
    CriticalPath path = pathOf(ran("a", 0, 1, "b", "nowhere"), ran("b", 1, 3, "a"));

    assertThat(path.length()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void walksAVeryLongChain() {
    List<BuildEvent> chain = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      chain.add(ran("s" + i, i, i + 1, "s" + (i + 1)));
    }

    CriticalPath path = CriticalPath.of(BuildProgress.of(chain).steps(), at(0));

    assertThat(path.length()).isEqualTo(Duration.ofSeconds(20_000));
  }

  private static BuildEvent ran(String name, int start, int end, String... inputs) {
    return report(name, false, start, end, "", inputs);
  }

  private static CriticalPath pathOf(BuildEvent... events) {
    return CriticalPath.of(BuildProgress.of(List.of(events)).steps(), at(0));
  }
}
