package dev.gantry.domain.forecast;

import static dev.gantry.domain.forecast.Rehearsal.COPY;
import static dev.gantry.domain.forecast.Rehearsal.MAKE;
import static dev.gantry.domain.forecast.Rehearsal.SETUP;
import static dev.gantry.domain.forecast.Rehearsal.TAKE;
import static dev.gantry.domain.forecast.Rehearsal.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.domain.forecast.Outlook.Cached;
import dev.gantry.domain.forecast.Outlook.Depends;
import dev.gantry.domain.forecast.Outlook.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastsTest {
  private static final Map<String, Integer> ALL = Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3);
  private static final List<Outlook> ALL_CACHED =
      List.of(new Cached(), new Cached(), new Cached(), new Cached());

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void expectsEveryStepToRunTheFirstTime() throws Exception {
    Runs unknown = new Runs(new Cause.NeverBuilt());

    Forecast forecast = rehearsal.forecast();

    assertThat(forecast.steps())
        .extracting(StepForecast::outlook)
        .isEqualTo(List.of(unknown, unknown, unknown, unknown));
    assertThat(forecast.total()).isEmpty();
  }

  @Test
  void expectsNothingToRunWhenNothingHasChanged() throws Exception {
    rehearsal.build(ALL);

    Forecast forecast = rehearsal.forecast();

    assertThat(forecast.steps()).extracting(StepForecast::outlook).isEqualTo(ALL_CACHED);
    // what a build takes apart from its steps
    assertThat(forecast.total()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void namesTheFilesThatChangedAndWhatFollows() throws Exception {
    rehearsal.build(ALL);

    rehearsal.files.put("src/a", "2");
    rehearsal.files.remove("src/b");
    rehearsal.files.put("src/c", "1");

    assertThat(rehearsal.outlooks())
        .isEqualTo(
            List.of(
                new Runs(new Cause.FilesChanged(List.of("src/a", "src/b", "src/c"), 3)),
                new Runs(after(0, COPY)),
                new Depends(true, after(1, MAKE)),
                new Depends(true, after(2, TAKE))));
  }

  @Test
  void namesTheFirstFilesOnlyWhenThereAreMany() throws Exception {
    rehearsal.build(ALL);

    for (int i = 0; i < 10; i++) {
      rehearsal.files.put("src/new" + i, "1");
    }

    assertThat(rehearsal.outlooks().getFirst())
        .isEqualTo(
            new Runs(new Cause.FilesChanged(List.of("src/new0", "src/new1", "src/new2"), 10)));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "argument", it -> it.environment.put("LEVEL", "2"), new Cause.ArgumentChanged("LEVEL")),
        change(
            "variable", it -> it.environment.put("PATH", "/"), new Cause.VariableChanged("PATH")),
        change("new variable", it -> it.environment.put("A", "b"), new Cause.VariableChanged("A")),
        change("command", it -> it.makeCommand = "make -j", new Cause.InstructionChanged()));
  }

  private static Arguments change(String name, Consumer<Rehearsal> change, Cause cause) {
    return Arguments.argumentSet(name, change, cause);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void saysWhatHasChangedOfAStep(Consumer<Rehearsal> change, Cause cause) throws Exception {
    rehearsal.build(ALL);

    change.accept(rehearsal);

    assertThat(rehearsal.outlooks().subList(0, 3))
        .isEqualTo(List.of(new Cached(), new Runs(cause), new Depends(true, after(1, MAKE))));
  }

  @Test
  void saysThatTheBaseImageIsAnother() throws Exception {
    rehearsal.build(ALL);

    rehearsal.base = "two";

    assertThat(rehearsal.outlooks().getFirst())
        .isEqualTo(new Runs(new Cause.BaseImageChanged("debian:trixie-slim")));
  }

  @Test
  void learnsThatFilesComeOutTheSame() throws Exception {
    rehearsal.build(ALL);
    rehearsal.files.put("src/a", "2");
    rehearsal.build(Map.of(COPY, 1, MAKE, 20));
    List<Outlook> afterwards = rehearsal.outlooks();

    rehearsal.files.put("src/a", "3");

    assertThat(afterwards).isEqualTo(ALL_CACHED);
    assertThat(rehearsal.outlooks())
        .isEqualTo(
            List.of(
                new Runs(new Cause.FilesChanged(List.of("src/a"), 1)),
                new Runs(after(0, COPY)),
                new Depends(false, after(1, MAKE)),
                new Cached()));
  }

  @Test
  void believesMostTheBuildsWithTheSameReason() throws Exception {
    rehearsal.build(ALL);
    rehearsal.files.put("src/a", "2");
    rehearsal.build(Map.of(COPY, 1, MAKE, 20));
    for (int i = 2; i < 5; i++) {
      rehearsal.files.put("src/b", "" + i);
      rehearsal.build(ALL);
    }

    rehearsal.files.put("src/b", "5");
    Outlook ofB = rehearsal.outlooks().get(2);

    assertThat(ofB).isEqualTo(new Depends(true, after(1, MAKE)));
  }

  @Test
  void expectsAnEarlierStateToBeInTheCache() throws Exception {
    rehearsal.build(ALL);
    rehearsal.files.put("src/a", "2");
    rehearsal.build(ALL);

    rehearsal.files.put("src/a", "1");

    assertThat(rehearsal.outlooks()).isEqualTo(ALL_CACHED);
  }

  @Test
  void expectsEverythingToRunWithoutTheCache() throws Exception {
    Runs asked = new Runs(new Cause.CacheDisabled());
    rehearsal.build(ALL);

    rehearsal.noCache = true;

    assertThat(rehearsal.outlooks()).isEqualTo(List.of(asked, asked, asked, asked));
  }

  @Test
  void doesNotNeedALostResultOfWhichEverythingIsThere() throws Exception {
    rehearsal.build(ALL);

    rehearsal.lost.add(1);

    assertThat(rehearsal.outlooks()).isEqualTo(ALL_CACHED);
  }

  @Test
  void expectsALostResultToBeMadeAgainWhenItIsNeeded() throws Exception {
    rehearsal.build(ALL);

    rehearsal.lost.add(3);

    assertThat(rehearsal.outlooks())
        .isEqualTo(
            List.of(new Cached(), new Cached(), new Cached(), new Runs(new Cause.CacheLost())));
  }

  @Test
  void takesTheMedianOfEarlierTimesAlongTheLongestChain() throws Exception {
    rehearsal.build(Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3));
    rehearsal.files.put("src/a", "2");
    rehearsal.build(Map.of(COPY, 1, MAKE, 30, TAKE, 2, SETUP, 3));
    rehearsal.files.put("src/a", "3");
    rehearsal.build(Map.of(COPY, 1, MAKE, 90, TAKE, 2, SETUP, 3));
    rehearsal.files.put("src/a", "4");

    Forecast forecast = rehearsal.forecast();

    assertThat(forecast.steps())
        .extracting(StepForecast::usual)
        .containsExactly(
            Optional.of(Duration.ofSeconds(1)),
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(Duration.ofSeconds(3)));
    assertThat(forecast.total()).hasValue(Duration.ofSeconds(1 + 30 + 2 + 3 + 2));
  }

  @Test
  void believesABuildThatFoundEverythingInTheCache() throws Exception {
    rehearsal.build(ALL);
    rehearsal.files.put("src/a", "made elsewhere");
    rehearsal.build(Map.of());

    assertThat(rehearsal.outlooks()).isEqualTo(ALL_CACHED);
    rehearsal.filesChanged = Instant.MAX;
    assertThat(rehearsal.outlooks().getFirst())
        .isEqualTo(new Runs(new Cause.FilesChanged(List.of("src/a"), 1)));
  }

  @Test
  void saysWhatStepsFromTheCacheCostWhenTheyLastRan() throws Exception {
    rehearsal.build(Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3));
    rehearsal.files.put("src/a", "2");

    CacheReview changed = rehearsal.build(Map.of(COPY, 4, MAKE, 30));
    rehearsal.history.forgetOldest();
    CacheReview unchanged = rehearsal.build(Map.of());

    assertThat(changed.costs())
        .isEqualTo(Map.of(TAKE, Duration.ofSeconds(2), SETUP, Duration.ofSeconds(3)));
    assertThat(unchanged)
        .isEqualTo(
            new CacheReview(
                List.of(),
                Map.of(
                    COPY, Duration.ofSeconds(4),
                    MAKE, Duration.ofSeconds(30),
                    TAKE, Duration.ofSeconds(2),
                    SETUP, Duration.ofSeconds(3))));
  }

  @Test
  void knowsHowLongAStepTakesAlsoWhenTheBuildThatRanItIsForgotten() throws Exception {
    rehearsal.build(Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3));
    rehearsal.files.put("src/a", "2");
    rehearsal.build(Map.of(COPY, 4, MAKE, 30));
    rehearsal.history.forgetOldest();

    assertThat(rehearsal.forecast().steps())
        .extracting(StepForecast::usual)
        .containsExactly(
            Optional.of(Duration.ofSeconds(4)),
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(Duration.ofSeconds(3)));
  }

  @Test
  void saysAfterABuildWhyStepsRan() throws Exception {
    rehearsal.build(ALL);
    rehearsal.files.put("src/a", "2");

    List<MissedStep> missed = rehearsal.build(Map.of(COPY, 1, MAKE, 20)).missed();

    assertThat(missed)
        .extracting(MissedStep::name, MissedStep::took, MissedStep::cause)
        .containsExactly(
            tuple(COPY, Duration.ofSeconds(1), new Cause.FilesChanged(List.of("src/a"), 1)),
            tuple(MAKE, Duration.ofSeconds(20), after(0, COPY)));
  }

  @Test
  void saysAfterABuildThatTheEngineHadLostAResult() throws Exception {
    rehearsal.build(ALL);

    List<MissedStep> missed = rehearsal.build(Map.of(SETUP, 3)).missed();

    assertThat(missed).extracting(MissedStep::cause).containsExactly(new Cause.CacheLost());
  }
}
