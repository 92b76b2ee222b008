package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTextTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/gantry/text/problems.txt");

  private final ProblemText texts = on(Host.Family.DEBIAN);

  @Test
  void examplesCoverEveryProblem() {
    Set<Class<?>> shown =
        ProblemExamples.all().stream().map(Problem::getClass).collect(Collectors.toSet());

    assertThat(shown).isEqualTo(records(Problem.class).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void everyProblemHasATitleAndARemedyOnEverySystem(Host.Family family) {
    List<Explanation> explanations =
        ProblemExamples.all().stream().map(on(family)::explain).toList();

    assertThat(explanations)
        .allSatisfy(it -> assertThat(it.title()).isNotBlank().doesNotEndWith("."))
        .allSatisfy(it -> assertThat(it.remedy()).isNotBlank())
        .allSatisfy(it -> assertThat(it.title() + it.place() + it.remedy()).doesNotContain("{"));
  }

  /// The golden file is for proof-reading: all the words on one page. After a wanted change, copy
  /// `target/problems.txt` over it.
  @Test
  void saysWhatThePageOfProblemsShows() throws IOException {
    String page =
        ProblemExamples.all().stream().map(this::paragraph).collect(Collectors.joining("\n"));
    Path actual = Files.writeString(Path.of("target/problems.txt"), page);

    assertThat(actual).hasSameTextualContentAs(GOLDEN);
  }

  private String paragraph(Problem problem) {
    Explanation it = texts.explain(problem);
    return "## "
        + it.title()
        + "\n"
        + section("where", it.place())
        + section("cause", it.cause())
        + section("do", it.remedy());
  }

  private static String section(String name, String text) {
    return text.isEmpty() ? "" : name + ":\n" + text.indent(4);
  }

  private static ProblemText on(Host.Family family) {
    return new ProblemText(Strings.load(), new Host(family, "ada"));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(type)
        : Stream.of(permitted).flatMap(ProblemTextTest::records);
  }
}
