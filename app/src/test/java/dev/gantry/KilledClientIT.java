package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resident.Client;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A command that ends in the middle of a build takes the build with it, be it killed or told to
/// end as by Ctrl-C, and also where it runs in the process that stays. How long that takes is
/// measured by `./gantry bench build --only cancel`.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class KilledClientIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// The aim is 200 ms; a machine that runs other tests besides is several times as slow.
  private static final Duration SOON = Duration.ofSeconds(3);

  /// 128 and the number of SIGTERM.
  private static final int TOLD_TO_END = 143;

  @TempDir Path directory;

  /// Where the process that stays and those who ask it meet.
  @TempDir Path runtime;

  private final List<Process> started = new ArrayList<>();

  /// How a command is run whose process gets killed.
  enum Way {
    IN_A_PROCESS_OF_ITS_OWN,
    IN_THE_PROCESS_THAT_STAYS
  }

  @AfterEach
  void endAll() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsTheProgramOfTheStepWhenTheCommandIsKilled(Way way) throws Exception {
    endsTheProgramOfTheStep(way, Process::destroyForcibly);
  }

  @ParameterizedTest
  @EnumSource
  void endsTheProgramOfTheStepWhenTheCommandIsToldToEnd(Way way) throws Exception {
    Process command = endsTheProgramOfTheStep(way, Process::destroy);

    assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(command.exitValue()).isEqualTo(TOLD_TO_END);
    assertThat(Files.readString(directory.resolve("output")))
        .endsWith("The build of default was cancelled.\n");
  }

  private Process endsTheProgramOfTheStep(Way way, Consumer<Process> ending) throws Exception {
    String sleep = "sleep 300." + System.nanoTime();
    Files.writeString(
        directory.resolve("compose.yaml"),
        "name: killed\nservices:\n  web:\n    image: killed:latest\n    build: .\n");
    Files.writeString(
        directory.resolve("Dockerfile"), "FROM debian:trixie-slim\nRUN " + sleep + "\n");
    Process command =
        switch (way) {
          case IN_A_PROCESS_OF_ITS_OWN -> start(java("dev.gantry.Main", build()));
          case IN_THE_PROCESS_THAT_STAYS -> start(askResident());
        };
    Optional<ProcessHandle> sleeper = await(command, sleep);
    assertThat(sleeper).as(Files.readString(directory.resolve("output"))).isPresent();

    ending.accept(command);

    sleeper.get().onExit().get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(sleeper.get().isAlive()).isFalse();
    // where the command ran elsewhere, that process is there for the next one
    assertThat(started).filteredOn(it -> !it.equals(command)).allMatch(Process::isAlive);
    return command;
  }

  /// The script of `./gantry`; without a process that takes the command it ends, and builds
  /// nothing.
  private ProcessBuilder askResident() throws Exception {
    Client client = new Client(runtime);
    client.furnish(ProcessHandle.current().pid());
    Path build = Files.writeString(runtime.resolve("class.path"), "jars");
    Process resident =
        start(
            java(
                "dev.gantry.ResidentMain",
                List.of(client.directory().toString(), build.toString())));
    Path door = client.directory().resolve("door");
    assertThat(await(resident, () -> Optional.of(door).filter(Files::exists))).isPresent();
    return client.builder(Map.of("GANTRY_RESIDENT", "on"), build().toArray(String[]::new));
  }

  private List<String> build() {
    return List.of("build", "--project", directory.toString());
  }

  private static ProcessBuilder java(String main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                main));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("output").toFile()))
            .start();
    started.add(process);
    return process;
  }

  /// The tests run from a class path that names one archive with all others in it.
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static Optional<ProcessHandle> await(Process command, String commandLine) {
    return await(command, () -> find(commandLine));
  }

  private static <T> Optional<T> await(Process process, Supplier<Optional<T>> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<T> found = wanted.get();
    while (found.isEmpty() && process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      found = wanted.get();
    }
    return found;
  }

  private static Optional<ProcessHandle> find(String commandLine) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().filter(line -> line.endsWith(commandLine)).isPresent())
        .findFirst();
  }
}
