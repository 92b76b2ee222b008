package dev.gantry.text;

import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.PrivateEngineObstacle;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.SourcePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// At least one example of every problem, with causes as the tools really put them.
public final class ProblemExamples {
  private static final String SOCKET = "unix:///var/run/docker.sock";

  private ProblemExamples() {}

  public static List<Problem> all() {
    return List.of(
        new Problem.EngineNotInstalled(
            List.of(SOCKET, "unix:///run/user/1000/docker.sock", "unix:///run/podman/podman.sock")),
        new Problem.EngineNotRunning(SOCKET, "connect: connection refused"),
        new Problem.EnginePermissionDenied(SOCKET, "connect: permission denied"),
        new Problem.EngineNotRunning(
            "ssh://ada@build.example", "ssh: connect to host build.example port 22: No route"),
        new Problem.EnginePermissionDenied(
            "ssh://ada@build.example", "ada@build.example: Permission denied (publickey)."),
        new Problem.EngineTooOld(SOCKET, "1.38", "1.41"),
        new Problem.EngineWentAway(SOCKET, "unexpected EOF"),
        new Problem.HistoryUnsupported(SOCKET),
        new Problem.EngineConfigurationInvalid(
            "/home/ada/.docker/config.json", "context \"lab\" does not exist"),
        new Problem.ComposeToolMissing(
            List.of("docker compose", "/usr/libexec/docker/cli-plugins/docker-compose")),
        new Problem.PrivateEngineUnsupported(PrivateEngineObstacle.NOT_LINUX, "Mac OS X"),
        new Problem.PrivateEngineUnsupported(PrivateEngineObstacle.OTHER_DISTRIBUTION, "Fedora"),
        new Problem.PrivateEngineUnsupported(PrivateEngineObstacle.NOT_ROOT, "ada"),
        new Problem.PrivateEngineUnsupported(PrivateEngineObstacle.NO_PACKAGE_TOOLS, "apt-get"),
        new Problem.PrivateEnginePackagesUnavailable(
            List.of("docker.io", "containerd"), "Could not connect to deb.debian.org:80"),
        new Problem.PrivateEngineDaemonFailed(
            "dockerd", Path.of("/root/.local/state/gantry/dockerd.log"), List.of("no space left")),
        new Problem.KernelFeatureMissing(KernelFeature.OVERLAY, "no overlay in /proc/filesystems"),
        new Problem.KernelFeatureMissing(KernelFeature.PACKET_FILTER, "iptables: not supported"),
        new Problem.KernelFeatureMissing(KernelFeature.BRIDGE, "operation not supported"),
        new Problem.KernelFeatureMissing(KernelFeature.CGROUPS, "Devices cgroup isn't mounted"),
        new Problem.KernelFeatureMissing(KernelFeature.PRIVILEGES, "mount: permission denied"),
        new Problem.PrivateEngineBusy(4711),
        new Problem.PrivateEngineBusy(0),
        new Problem.SocketPathTooLong(Path.of("/a/very/long/path/docker.sock"), 107),
        new Problem.PrivateEngineNotStopped(List.of(4711L)),
        new Problem.PrivateEngineNotStopped(List.of(4711L, 4712L)),
        new Problem.BaseImageFailed("debian:trixie-slim", "no such host"),
        new Problem.ComposeFileMissing(Path.of("/home/ada/notes")),
        new Problem.ComposeInvalid(
            Path.of("/home/ada/llm/compose/compose.yml"),
            "yaml: line 7: mapping values are not allowed in this context"),
        new Problem.ComposeInvalid(
            Path.of("/home/ada/llm/compose/compose.prod.yml"),
            "service \"llm\" depends on undefined service \"db\": invalid compose project"),
        new Problem.UnknownMode("prd", List.of("dev", "prod")),
        new Problem.UnknownMode("staging", List.of("dev", "prod")),
        new Problem.UnknownMode("prod", List.of()),
        new Problem.UnknownTarget("prod/lm", List.of("dev/llm", "prod/llm")),
        new Problem.UnknownTarget("website", List.of("dev", "prod")),
        new Problem.UnknownTarget("prod", List.of()),
        new Problem.FileMissing(Path.of("/home/ada/llm/dockerfiles/prod.Dockerfile")),
        new Problem.FileUnreadable(Path.of("/home/ada/llm/secret.pem"), "Permission denied"),
        new Problem.BuildOptionUnsupported(
            "prod", "isolation", "hyperv", BuildOptionObstacle.WINDOWS_ONLY, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "cache_with", "all", BuildOptionObstacle.UNKNOWN_OPTION, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "shm_size", "much", BuildOptionObstacle.INVALID_VALUE, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "additional_contexts", "service:db", BuildOptionObstacle.NOT_THERE, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "secrets", "token", BuildOptionObstacle.SECRET_NOT_HERE, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "ssh", "default", BuildOptionObstacle.NO_SSH_AGENT, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "ssh", "key=/home/ada/id_rsa", BuildOptionObstacle.SSH_KEY_ENCRYPTED, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "ssh", "key=/home/ada/notes", BuildOptionObstacle.SSH_KEY_UNKNOWN, ""),
        new Problem.BuildOptionUnsupported(
            "prod", "sbom", "true", BuildOptionObstacle.NEEDS_CONTAINERD_STORE, ""),
        new Problem.BuildOptionUnsupported(
            "prod",
            "--output",
            "type=oci,dest=image.tar",
            BuildOptionObstacle.ENGINE_CANNOT,
            "exporter \"oci\" could not be found"),
        new Problem.DockerfileInvalid(
            "dockerfiles/prod.Dockerfile",
            Optional.of(12),
            "  11 | FROM base AS build\n  12 | RUNN make",
            "unknown instruction: RUNN (did you mean RUN?)"),
        new Problem.DockerfileInvalid(
            "dockerfiles/prod.Dockerfile", Optional.empty(), "", "file with no instructions"),
        new Problem.StepFailed(
            "[build 4/6] RUN make",
            Optional.of(2),
            "dockerfiles/prod.Dockerfile",
            Optional.of(14),
            "  14 | RUN make",
            List.of("cc -c main.c", "make: *** [main.o] Error 1"),
            "process \"/bin/sh -c make\" did not complete successfully: exit code: 2"),
        new Problem.StepFailed(
            "[build 2/6] COPY pom.xml .",
            Optional.empty(),
            "dockerfiles/prod.Dockerfile",
            Optional.empty(),
            "",
            List.of(),
            "\"/pom.xml\": not found"),
        new Problem.ImageNotFound(
            "biuld",
            List.of("build"),
            at("FROM biuld"),
            "biuld: failed to resolve source metadata for docker.io/library/biuld:latest: pull"
                + " access denied, repository does not exist or may require authorization"),
        new Problem.ImageNotFound(
            "localhost:5000/base:2",
            List.of("build"),
            at("FROM localhost:5000/base:2"),
            "localhost:5000/base:2: not found"),
        new Problem.PlatformMissing(
            "debian:trixie-slim",
            at("FROM debian:trixie-slim"),
            "no match for platform in manifest: not found"),
        new Problem.RegistryDenied(
            "registry.example", at("FROM registry.example/web:1"), "403 Forbidden"),
        new Problem.RegistryLimitReached(
            "docker.io", at("FROM debian:trixie-slim"), "429 Too Many Requests"),
        new Problem.RegistryUntrusted(
            "registry.example:5000",
            at("FROM registry.example:5000/web:1"),
            "tls: failed to verify certificate: x509: certificate signed by unknown authority"),
        new Problem.RegistryFailed(
            "registry.example", at("FROM registry.example/web:1"), "500 Internal Server Error"),
        new Problem.HostUnreachable(
            "registry.example",
            at("FROM registry.example/web:1"),
            "failed to do request: Head \"https://registry.example/v2/web/manifests/1\": dial tcp:"
                + " lookup registry.example: no such host"),
        new Problem.UnknownStage("biuld", List.of("deps", "build"), at("FROM base")),
        new Problem.UnknownStage("release", List.of("deps", "build"), at("FROM base")),
        new Problem.UnknownStage("build", List.of(), at("FROM base")),
        new Problem.CopySourceMissing(
            "pom.xml", Optional.empty(), false, at("COPY pom.xml ."), "\"/pom.xml\": not found"),
        new Problem.CopySourceMissing(
            "pom.xml", Optional.empty(), true, at("COPY pom.xml ."), "\"/pom.xml\": not found"),
        new Problem.CopySourceMissing(
            "out/app",
            Optional.of("build"),
            false,
            at("COPY --from=build out/app ."),
            "\"/out/app\": not found"),
        new Problem.SecretMissing("token", at("RUN --mount=type=secret,id=token,required=true x")),
        new Problem.SshKeyMissing(
            at("RUN --mount=type=ssh,required=true git clone x"),
            "no SSH key \"\" forwarded from the client"),
        new Problem.OutOfMemory(
            "[build 4/6] RUN make -j16",
            List.of("c++: fatal error: Killed signal terminated program cc1plus"),
            at("RUN make -j16"),
            "exit code: 137"),
        new Problem.ForeignProgram(
            "[2/2] RUN true", at("RUN true"), "exec /bin/sh: exec format error"),
        new Problem.DiskFull("/var/lib/docker", "write /layer.tar: no space left on device"),
        new Problem.OutputUnwritable(Path.of("/home/ada/out"), "No space left on device"),
        new Problem.UnknownBuild("f00", List.of()),
        new Problem.UnknownBuild("a", List.of("a1b2c3", "a4d5e6")),
        new Problem.BuildFailed("prod", "failed to solve: rpc error: code = Unknown"),
        new Problem.PlanUnsupported("unix:///run/podman/podman.sock"),
        new Problem.ImageMissing("gantry/llm:prod"),
        new Problem.ImageUnreadable("sha256:1f2e3d4c5b6a", "write: no space left on device"),
        new Problem.PortTaken(50052, "llm", "bind: address already in use"),
        new Problem.ServiceUnhealthy(
            "llm", Duration.ofSeconds(90), List.of("loading model", "model file is truncated")),
        new Problem.ServiceExited("llm", Optional.of(137), List.of("Killed")),
        new Problem.ServiceExited("llm", Optional.empty(), List.of()),
        new Problem.NothingRuns(Path.of("/home/ada/llm"), List.of("dev", "prod")),
        new Problem.NothingRuns(Path.of("/home/ada/llm"), List.of()),
        new Problem.ModeFailed("prod", "network llm_default has active endpoints"),
        new Problem.NoInferenceEndpoint("prod", List.of("web", "db")),
        new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused"),
        new Problem.NotTheService("127.0.0.1:50053", "FRAME_SIZE_ERROR: 4740180"),
        new Problem.ServiceNotServing("127.0.0.1:50052", "the model is loading"),
        new Problem.ServiceNotTrusted(
            "llm.example:50052", "unable to find valid certification path to requested target"),
        new Problem.ServiceLocked("llm.example:50052", "no token"),
        new Problem.AccessFileUnusable(
            "dev.gantry.grpc.token-file", Path.of("/srv/llm/token"), "is not there"),
        new Problem.TokenExposed("llm.example"),
        new Problem.LoadNotOffered("127.0.0.1:50052"),
        new Problem.NotForDevelopment("127.0.0.1:50052"),
        new Problem.ServiceOverloaded("8 requests wait already"),
        new Problem.RequestRejected("the prompt has 3000 tokens, the context 2048"),
        new Problem.RequestTimedOut(Duration.ofMinutes(5)),
        new Problem.ServiceFailed("INTERNAL", "the model could not be decoded"),
        new Problem.ServiceFailed("DATA_LOSS", ""),
        new Problem.AlreadyRunning(4711),
        new Problem.InputUnreadable(Path.of("/home/ada/texts"), "is not there"),
        new Problem.OwnFileUnusable(
            Path.of("/home/ada/.config/gantry/settings.json"), "Unexpected end-of-input"),
        new Problem.TimedOut("docker compose up", Duration.ofMinutes(10)),
        new Problem.Unexpected("IllegalStateException: no such step"));
  }

  private static SourcePlace at(String instruction) {
    return new SourcePlace("dockerfiles/prod.Dockerfile", Optional.of(14), "  14 | " + instruction);
  }
}
