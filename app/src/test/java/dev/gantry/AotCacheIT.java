package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.gantry.Watchman.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The AOT cache of the images is used in the final container. A JVM ignores one that does not fit
/// (other times of jars, another class path, another JVM) without a word, unless it is told to
/// insist.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"prod", "slim"})
class AotCacheIT {
  private static final Watchman WATCHMAN = new Watchman();
  private static final HostConfig AS_IT_RUNS =
      HostConfig.newHostConfig()
          .withReadonlyRootfs(true)
          .withMemory(768L << 20)
          .withCapDrop(Capability.ALL)
          .withTmpFs(Map.of("/tmp", "size=16m,noexec"));

  private static @Nullable ServiceInMode service;

  @Parameter String mode = "";

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void bringUp(String mode) throws InterruptedException {
    service = ServiceInMode.up(mode);
  }

  @AfterParameterizedClassInvocation
  static void takeDown() throws InterruptedException {
    if (service != null) {
      service.down();
    }
  }

  @AfterAll
  static void disconnect() throws IOException {
    WATCHMAN.close();
  }

  @Test
  void startsWhereTheJvmInsistsOnTheCache() throws Exception {
    Ended ended = start("-XX:AOTMode=on", "-Xlog:class+load");

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("dev.gantry.llm.Main source: shared objects file")
        .contains("dev.gantry.llm.config.ConfigReader source: shared objects file")
        .endsWith("0.1.0-SNAPSHOT\n");
  }

  @Test
  void probesFromACacheOfItsOwn() throws Exception {
    Ended ended =
        run(
            "java",
            "-XX:AOTMode=on",
            "-Xlog:class+load",
            "@start/probe.args",
            "dev.gantry.llm.probe.HealthProbe");

    // there is no service in this container
    assertThat(ended.output())
        .contains("dev.gantry.llm.probe.HealthProbe source: shared objects file")
        .contains("java.net.ConnectException: Connection refused");
    assertThat(ended.code()).isOne();
  }

  @Test
  void doesNotStartWhereTheJvmInsistsOnACacheThatDoesNotFit() throws Exception {
    Ended ended = start("-XX:AOTMode=on", "-XX:+UseCompactObjectHeaders");

    assertThat(ended.code()).as(ended.output()).isOne();
  }

  @Test
  void takesNearlyAllClassesOfAStartFromTheCache() throws Exception {
    List<String> loaded =
        start("-Xlog:class+load").output().lines().filter(it -> it.contains(" source: ")).toList();
    long cached = loaded.stream().filter(it -> it.contains("shared objects file")).count();

    assertThat(loaded).hasSizeGreaterThan(400);
    assertThat(cached).isGreaterThan(loaded.size() * 95L / 100);
  }

  /// Where it fails, `dockerfiles/java.classes` is of another time: docs/images.md says how to make
  /// it anew.
  @Test
  void takesFewClassesOfTheServiceAndItsLibrariesFromJarsUntilTheModelAnswers() throws Exception {
    List<String> command =
        List.of("java", "-Xlog:class+load", "@start/java.args", "dev.gantry.llm.Main");

    List<String> loaded =
        WATCHMAN
            .logUntil("\"model.ready\"", "gantry/llm-service:" + mode, command, AS_IT_RUNS)
            .lines()
            .filter(it -> it.contains("[class,load]"))
            .toList();

    assertThat(loaded).hasSizeGreaterThan(3500);
    assertThat(loaded.stream().filter(it -> it.contains("source: file:"))).hasSizeLessThan(40);
  }

  private Ended start(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(List.of(options));
    command.addAll(List.of("@start/java.args", "dev.gantry.llm.Main", "--version"));
    return run(command.toArray(String[]::new));
  }

  private Ended run(String... command) throws Exception {
    return WATCHMAN.run("gantry/llm-service:" + mode, "", List.of(command), AS_IT_RUNS);
  }
}
