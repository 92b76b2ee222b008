package dev.gantry.llm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.gantry.llm.llama.ModelTrial;
import dev.gantry.llm.probe.HealthProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Holds the directions between the packages: rpc -> server -> serving -> llama -> model <-
/// generation.
class ArchitectureTest {
  private static final int MOST_LINES = 400;

  private static final JavaClasses CODE = new ClassFileImporter().importPaths("target/classes");

  @Test
  void theRulesSeeTheCode() {
    assertThat(CODE.size()).isGreaterThan(70);
  }

  @Test
  void generationIsPureJava() {
    check(
        classes()
            .that()
            .resideInAnyPackage(
                "dev.gantry.llm.model", "dev.gantry.llm.generation", "dev.gantry.llm.grammar")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.gantry.llm.model",
                "dev.gantry.llm.generation",
                "dev.gantry.llm.grammar",
                "java.lang..",
                "java.nio..",
                "java.time..",
                "java.util..",
                "org.jspecify..")
            .because("how many share a model must be testable without a model and a network"));
  }

  @Test
  void whatIsOneThingStandsAlone() {
    for (String name : List.of("gguf", "log", "probe", "security")) {
      check(
          classes()
              .that()
              .resideInAPackage("dev.gantry.llm." + name)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(
                  "dev.gantry.llm." + name, "java..", "javax.net.ssl..", "org.jspecify..")
              .because("each of them is one thing, and the probe must start fast"));
    }
  }

  @Test
  void onlyLlamaCallsNativeCode() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.gantry.llm.llama")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign")
            .because("a wrong call ends the process: there is one place to look for it"));
  }

  @Test
  void onlyRpcAndServerKnowGrpc() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.gantry.llm.server", "dev.gantry.llm.rpc")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.grpc..")
                    .or(resideInAPackage("com.google.protobuf.."))
                    .or(resideInAPackage("com.google.rpc..")))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.gantry.llm.v1")
            .because("the protocol is translated at the border"));
  }

  @Test
  void onlyServingChoosesTheLibrary() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.gantry.llm.serving", "dev.gantry.llm.llama")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gantry.llm.llama")
            .because("everyone else knows the port only"));
  }

  @Test
  void onlyCollectionsKnowLucene() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.gantry.llm.collections")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..")
            .because("how documents are kept is nobody else's business"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .matching("dev.gantry.llm.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle makes two packages one"));
  }

  @Test
  void onlyEntriesPrint() {
    check(
        noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, HealthProbe.class, ModelTrial.class)
            .should(ACCESS_STANDARD_STREAMS)
            .because("what happens goes to the event log, one line of JSON each"));
  }

  @Test
  void exceptionsSayWhatTheyAre() {
    check(
        noClasses()
            .should(THROW_GENERIC_EXCEPTIONS)
            .because("whoever catches has to know what it can be"));
  }

  @Test
  void staticFieldsAreFinal() {
    check(
        fields()
            .that()
            .areStatic()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("state that belongs to nobody is changed by everybody"));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CODE.stream().map(type -> type.getPackage()).distinct())
        .allMatch(type -> type.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void noFileIsTooLong() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
    }
  }

  private static void check(ArchRule rule) {
    rule.check(CODE);
  }
}
