package dev.gantry;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Holds the directions between the packages: View -> ViewModel -> domain <- adapter, and the root
/// wires them.
///
/// A package that does not exist yet satisfies its rules.
class ArchitectureTest {
  private static final String GENERATED = "/adapter/buildkit/proto/";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains(GENERATED))
          .importPaths("target/classes");

  /// A14
  @Test
  void theRulesSeeTheCode() {
    assertThat(CODE.size()).isGreaterThan(100);
  }

  /// A1
  @Test
  void domainIsPureJava() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.gantry.domain..")
            .should()
            .onlyDependOnClassesThat(
                resideInAPackage("dev.gantry.domain..")
                    .or(resideInAPackage("org.jspecify.."))
                    .or(pureJdk()))
            .because(
                "what a build, an image or a mode is must not hang on a library, and must be"
                    + " testable without one"));
  }

  /// A1, for words
  @Test
  void wordsDependOnDomainOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.gantry.text..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.gantry.text..", "dev.gantry.domain..", "java..", "org.jspecify..")
            .because("dashboard and command line share the words"));
  }

  /// A2
  @Test
  void adaptersDoNotKnowTheDashboard() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.gantry.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.gantry.ui..", "dev.gantry.cli..", "dev.gantry.text..", "javafx..")
            .because("an adapter serves dashboard and command line alike, and reports values"));
  }

  /// A2
  @Test
  void adaptersDoNotKnowEachOther() {
    check(
        slices()
            .matching("dev.gantry.adapter.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                DescribedPredicate.alwaysTrue(), resideInAPackage("dev.gantry.adapter.process.."))
            .ignoreDependency(
                DescribedPredicate.alwaysTrue(), resideInAPackage("dev.gantry.adapter.dial.."))
            .because(
                "each technology can then be replaced alone; all of them may start programs and dial"
                    + " an engine"));
  }

  /// A3 and A4
  @Test
  void onlyTheRootKnowsAdapters() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.gantry", "dev.gantry.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gantry.adapter..")
            .because("everything else sees the ports in the domain, so that fakes can stand in"));
  }

  /// A5
  @Test
  void librariesStayWhereTheyBelong() {
    check(staysIn("com.github.dockerjava..", "dev.gantry.adapter.docker.."));
    check(staysIn("io.grpc..", "dev.gantry.adapter.llm..", "dev.gantry.adapter.buildkit.."));
    check(
        staysIn(
            "com.google.protobuf..", "dev.gantry.adapter.llm..", "dev.gantry.adapter.buildkit.."));
    check(staysIn("com.fasterxml.jackson..", "dev.gantry.adapter..", "dev.gantry.cli.."));
    check(staysIn("picocli..", "dev.gantry", "dev.gantry.cli.."));
    check(staysIn("javafx..", "dev.gantry", "dev.gantry.ui.."));
  }

  /// A6
  @Test
  void viewModelsNeedNoToolkit() {
    check(
        noClasses()
            .that()
            .haveNameMatching(".*ViewModel(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
            .because("view models hold properties and commands, and their tests start no toolkit"));
  }

  /// A7
  @Test
  void oneClassHopsToTheFxThread() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.gantry.ui.fx..")
            .should()
            .callMethodWhere(
                ownedBy("javafx.application.Platform", "runLater", "isFxApplicationThread"))
            .because("one hop is one place to get the order and the batches right"));
  }

  /// A7
  @Test
  void nothingBlocksTheFxThread() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.gantry.ui..")
            .and()
            .resideOutsideOfPackage("dev.gantry.ui.fx..")
            .should()
            .callMethodWhere(waits())
            .orShould()
            .callConstructorWhere(target(owner(name(Thread.class.getName()))))
            .because("a dashboard that waits does not draw; FxTasks runs what takes time"));
  }

  /// A8
  @Test
  void featuresDoNotUseEachOther() {
    check(
        slices()
            .matching("dev.gantry.ui.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                resideInAPackage("dev.gantry.ui.shell.."), DescribedPredicate.alwaysTrue())
            .ignoreDependency(
                DescribedPredicate.alwaysTrue(),
                resideInAPackage("dev.gantry.ui.control..")
                    .or(resideInAPackage("dev.gantry.ui.fx.."))
                    .or(resideInAPackage("dev.gantry.ui.theme..")))
            .because("each pane can be read, changed and removed alone"));
  }

  /// A9
  @Test
  void controlsKnowDomainValuesAtMost() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.gantry.ui.control..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.gantry..")
                    .and(resideOutsideOfPackage("dev.gantry.domain.."))
                    .and(resideOutsideOfPackage("dev.gantry.text.."))
                    .and(resideOutsideOfPackage("dev.gantry.ui.control.."))
                    .and(resideOutsideOfPackage("dev.gantry.ui.fx..")))
            .because("a control is used by several panes"));
  }

  /// A10
  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .matching("dev.gantry.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle of packages is one package in disguise"));
  }

  /// A11
  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        CODE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
            .map(javaPackage -> javaPackage.getName())
            .toList();

    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  /// A11
  @Test
  void nullAnnotationsAreThoseOfJSpecify() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "are other null annotations",
                    type ->
                        (type.getSimpleName().equals("Nullable")
                                || type.getSimpleName().equals("NonNull")
                                || type.getSimpleName().equals("NotNull"))
                            && !type.getPackageName().startsWith("org.jspecify")))
            .because("NullAway checks one kind"));
  }

  /// A12
  @Test
  void standardStreamsBelongToTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.gantry", "dev.gantry.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("the console shows what a command prints, and nothing else"));
  }

  /// A12
  @Test
  void theEnvironmentIsPassedOn() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.gantry.Surroundings")
            .should()
            .callMethodWhere(ownedBy("java.lang.System", "getenv"))
            .because(
                "a resident process runs commands of others, whose environment is not its"
                    + " own"));
  }

  /// A12
  @Test
  void exceptionsSayWhatHappened() {
    check(
        noClasses()
            .should(THROW_GENERIC_EXCEPTIONS)
            .because("an expected failure is a GantryException with a Problem"));
  }

  /// A12
  @Test
  void noSecondLoggerAndNoSecondToolkit() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "java.awt..", "javax.swing..")
            .because("slf4j writes the log file and JavaFX draws"));
  }

  /// A12
  @Test
  void looksComeFromStyleSheets() {
    check(
        noClasses()
            .should()
            .callMethodWhere(
                target(name("setStyle")).and(target(owner(resideInAPackage("javafx..")))))
            .because("inline styles do not follow the theme"));
  }

  /// A13
  @Test
  void noMutableStatics() {
    check(
        fields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal()
            .because("state has an owner that is passed on by constructors"));
  }

  /// A13
  @Test
  void noSingletons() {
    check(
        methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.gantry..")
            .should()
            .notHaveName("getInstance")
            .because("Wiring creates each object once and hands it on"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CODE);
  }

  private static ArchRule staysIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("the adapter translates it into values of the domain");
  }

  /// The parts of the JDK that compute: files may be named ([Path]) but not opened.
  private static DescribedPredicate<JavaClass> pureJdk() {
    return DescribedPredicate.describe(
        "are the pure part of the JDK",
        type -> {
          String owner = type.isArray() ? type.getBaseComponentType().getName() : type.getName();
          return type.getBaseComponentType().isPrimitive()
              || owner.equals(Path.class.getName())
              || (owner.startsWith("java.")
                  && !owner.startsWith("java.io.")
                  && !owner.startsWith("java.net.")
                  && !owner.startsWith("java.nio.")
                  && !owner.startsWith("java.sql."))
              || owner.startsWith("java.io.Serializable")
              || owner.startsWith("java.nio.charset.");
        });
  }

  private static DescribedPredicate<JavaAccess<?>> waits() {
    return DescribedPredicate.describe(
        "waits",
        access -> {
          JavaClass owner = access.getTargetOwner();
          return switch (access.getName()) {
            case "sleep" -> owner.isAssignableTo(Thread.class);
            case "get" -> owner.isAssignableTo(Future.class);
            case "join" ->
                owner.isAssignableTo(Thread.class) || owner.isAssignableTo(CompletableFuture.class);
            default -> false;
          };
        });
  }

  private static DescribedPredicate<JavaAccess<?>> ownedBy(String type, String... methods) {
    return DescribedPredicate.describe(
        "calls of " + type,
        access ->
            access.getTargetOwner().getName().equals(type)
                && List.of(methods).contains(access.getName()));
  }
}
