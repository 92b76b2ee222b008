package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivateEngineCommandsTest {

  private static final String PLAN =
      """
      Gantry is going to run a Docker engine of its own on this machine.
        fetched    containerd 1.7.24, docker-buildx 0.13.1, docker-compose 2.26.1, docker.io 26.1.5, iptables 1.8.11, runc 1.1.15, tini 0.19.0
                   about 98.4 MB, from deb.debian.org;
                   apt checks the signatures
        programs   /home/ada/.cache/gantry/engine/programs
        data       /home/ada/.local/share/gantry/engine
        socket     /run/user/1000/gantry/docker.sock, for root only
        as root    dockerd and containerd, which run on until they are stopped; while they run,
                   a network bridge, packet forwarding and rules in the packet filter
        unchanged  installed packages, package sources, services, and other engines
        undo       ./gantry engine stop, then delete the two directories
      """;

  private static final String STARTED =
      """
      The private engine runs: Docker engine 26.1.5
        address  unix:///home/ada/.local/share/gantry/engine/run/docker.sock
      Gantry finds it by itself; other tools do with:
        export DOCKER_HOST=unix:///home/ada/.local/share/gantry/engine/run/docker.sock
      """;

  private final CliHarness cli = new CliHarness();

  @Test
  void saysWhatItIsGoingToDoAndAsks() {
    cli.answer = Optional.of(true);

    assertThat(cli.run("engine", "start"))
        .isEqualTo(new Result(0, STARTED, PLAN + "Reading the package lists\nFetching packages\n"));
    assertThat(cli.questions).isEqualTo(List.of("Start it? [y/N]"));
  }

  @Test
  void doesNothingWhenTheAnswerIsNo() {
    cli.answer = Optional.of(false);

    assertThat(cli.run("engine", "start"))
        .isEqualTo(new Result(1, "", PLAN + "Nothing was done.\n"));
    assertThat(cli.privateEngine.calls()).isEmpty();
  }

  @Test
  void doesNotAskAfterYes() {
    assertThat(cli.run("engine", "start", "--yes").code()).isZero();
    assertThat(cli.questions).isEmpty();
  }

  @Test
  void doesNothingWithoutYesWhereNobodyCanBeAsked() {
    Result result = cli.run("engine", "start");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("error: Nobody can be asked here; say --yes to agree");
    assertThat(cli.privateEngine.calls()).isEmpty();
  }

  @Test
  void doesNotAskToStartWhatRuns() {
    cli.run("engine", "start", "--yes");

    assertThat(cli.run("engine", "start").code()).isZero();
    assertThat(cli.questions).isEmpty();
  }

  @Test
  void tellsProgramsHowFarItIs() {
    assertThat(cli.run("engine", "start", "--yes", "--json"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"progress","phase":"index","detail":"trixie","fraction":1.0}
                {"event":"progress","phase":"fetch","detail":"docker.io 26.1.5","fraction":0.62}
                {"event":"result","status":"running","pid":4711,"host":"unix:///home/ada/.local/share/gantry/engine/run/docker.sock","version":"26.1.5"}
                """,
                ""));
  }

  @Test
  void keepsProgressInOneLineOnATerminal() {
    cli.terminal = true;

    assertThat(cli.run("engine", "start", "--yes").err())
        .isEqualTo(
            PLAN
                + "\r\033[KReading the package lists: 100 % (trixie)"
                + "\r\033[KFetching packages: 62 % (docker.io 26.1.5)"
                + "\r\033[K");
  }

  @Test
  void explainsWhyItCouldNotStart() {
    cli.privateEngine.failWith(
        new Problem.KernelFeatureMissing(KernelFeature.OVERLAY, "mount: unknown filesystem"));

    Result result = cli.run("engine", "start", "--yes");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("error: This machine lacks something that an engine needs")
        .contains("mount: unknown filesystem");
  }

  @Test
  void stopsIt() {
    cli.run("engine", "start", "--yes");

    assertThat(cli.run("engine", "stop"))
        .isEqualTo(
            new Result(0, "The private engine is stopped.\n", "Stopping the private engine\n"));
    assertThat(cli.privateEngine.calls()).isEqualTo(List.of("start", "stop"));
  }

  @Test
  void cleansUpAlsoWhereItDoesNotRun() {
    assertThat(cli.run("engine", "stop", "--json").out())
        .isEqualTo(
            """
            {"event":"progress","phase":"stop","detail":""}
            {"event":"result","status":"stopped","wasRunning":false}
            """);
  }

  @Test
  void providesTheBaseImage() {
    assertThat(cli.run("engine", "base-image"))
        .isEqualTo(
            new Result(
                0, "The private engine has debian:trixie-slim.\n", "Providing the base image\n"));
  }

  @Test
  void showsWhereItsFilesAre() {
    cli.run("engine", "start", "--yes");

    assertThat(cli.run("engine", "status").out())
        .endsWith(
            """
            Private engine: Docker engine 26.1.5 runs as process 4711
              address   unix:///home/ada/.local/share/gantry/engine/run/docker.sock
              programs  /home/ada/.cache/gantry/engine
              data      /home/ada/.local/share/gantry/engine
              log       /home/ada/.local/share/gantry/engine/log/dockerd.log
            """);
    assertThat(cli.run("engine", "status", "--sizes").out())
        .contains(
            "  programs  /home/ada/.cache/gantry/engine (383 MB)\n",
            "  data      /home/ada/.local/share/gantry/engine (84.2 MB)\n");
  }

  @Test
  void showsTheLastWordsOfACrashedEngine() {
    cli.privateEngine.status(new Status.Crashed(List.of("first line", "fatal error")));
    cli.engine = FakeEngine.unreachable(new Problem.EngineNotInstalled(List.of()));

    assertThat(cli.run("engine", "status").out())
        .startsWith(
            """
            Private engine: ended without having been stopped; its last lines:
                first line
                fatal error
            """);
  }

  @Test
  void showsBothEnginesAsJsonWhereNoneIsReachable() {
    cli.engine = FakeEngine.unreachable(new Problem.EngineNotInstalled(List.of()));
    cli.privateEngine.status(new Status.Crashed(List.of("fatal error")));

    Result result = cli.run("engine", "status", "--json");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("\"status\" : \"unreachable\"", "\"kind\" : \"EngineNotInstalled\"")
        .contains("\"status\" : \"crashed\"", "\"logTail\" : [ \"fatal error\" ]");
  }
}
