package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.buildkit.session.DockerConfigCredentials;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Where files, secrets and signatures of a build may come from.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitInputsIT {

  private static final String IMAGE = "buildkit-inputs:latest";
  private static final String BASE_IMAGE = "buildkit-inputs-base:latest";

  @TempDir Path directory;
  @TempDir Path elsewhere;

  private final BuildKit buildKit =
      new BuildKit(
          EngineAvailable::address,
          new DockerConfigCredentials(Path.of("none"), System.getenv(), Programs.runner()),
          new EngineDialer());

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    EngineHttp.removeImage(IMAGE);
    EngineHttp.removeImage(BASE_IMAGE);
  }

  @Test
  void takesInstructionsThatAreInNoFile() throws Exception {
    Files.writeString(directory.resolve("a"), "of the context");

    RecordedBuild build =
        run(
            new BuildContext.Directory(directory),
            new Dockerfile.Inline("FROM debian:trixie-slim\nCOPY a /\nRUN cat /a; echo\n"));

    assertThat(build.log("RUN cat")).isEqualTo(List.of("of the context"));
  }

  @Test
  void takesFilesOfDirectoriesByTheirNames() throws Exception {
    Files.writeString(elsewhere.resolve("lib.txt"), "of the library");
    Files.writeString(elsewhere.resolve("ignored"), "");
    Files.writeString(elsewhere.resolve(".dockerignore"), "ignored\n");

    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM base
                    COPY --from=lib . /lib-files
                    RUN cd /lib-files && cat lib.txt && echo && ls -A
                    """)
                .also(
                    it ->
                        it.context("lib", new NamedContext.Directory(elsewhere))
                            .context(
                                "base",
                                new NamedContext.Remote("docker-image://debian:trixie-slim"))));

    assertThat(build.log("RUN cd"))
        .isEqualTo(List.of("of the library", ".dockerignore", "lib.txt"));
  }

  @Test
  void saysThatImagesOfDirectoriesNeedAnotherStoreOrThatThereIsNone() throws Exception {
    ImageDirectory.write(elsewhere, "1.0", "of-the-image", "content");
    BuildDirectory context =
        context()
            .dockerfile("FROM scratch\nCOPY --from=image /of-the-image /\n")
            .also(it -> it.context("image", new NamedContext.OciLayout(elsewhere, "1.0")));

    RecordedBuild build = run(context);
    Files.writeString(elsewhere.resolve("index.json"), "{\"manifests\":[]}");
    RecordedBuild lost = run(context);

    if (EngineHttp.usesContainerdStore()) {
      build.succeeded();
    } else {
      assertThat(build.problem())
          .isInstanceOfSatisfying(
              Problem.BuildOptionUnsupported.class,
              refused -> {
                assertThat(refused.option()).isEqualTo("additional_contexts");
                assertThat(refused.obstacle())
                    .isEqualTo(BuildOptionObstacle.NEEDS_CONTAINERD_STORE);
              });
    }
    assertThat(lost.problem())
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod",
                "additional_contexts",
                "oci-layout://" + elsewhere + " 1.0",
                BuildOptionObstacle.NOT_THERE,
                ""));
  }

  @Test
  void buildsFirstWhatItUsesOfAnotherService() throws Exception {
    String id = UUID.randomUUID().toString();
    BuildTarget base =
        context()
            .file("base.Dockerfile", "FROM debian:trixie-slim\nRUN echo " + id + " > /id\n")
            .dockerfileAt(directory.resolve("base.Dockerfile"))
            .tags(BASE_IMAGE)
            .target();
    BuildTarget top =
        context()
            .dockerfile("FROM parent\nRUN cat /id\n")
            .tags(IMAGE)
            .also(it -> it.context("parent", new NamedContext.Service("base")))
            .target();
    BuildTarget both =
        new BuildTarget(
            "top", top.mode(), top.service(), IMAGE, top.definition(), Map.of("base", base));

    RecordedBuild build = RecordedBuild.run(buildKit.runner(), BuildRequest.of(both));
    RecordedBuild lost = RecordedBuild.run(buildKit.runner(), BuildRequest.of(top));

    build.succeeded();
    assertThat(build.log("RUN cat")).isEqualTo(List.of(id));
    assertThat(lost.problem())
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "additional_contexts", "service:base", BuildOptionObstacle.NOT_THERE, ""));
  }

  @Test
  void fetchesTheContextThatIsAnArchiveOnAServer() throws Exception {
    byte[] archive = archive("FROM debian:trixie-slim\nCOPY a /\nRUN cat /a\n");
    HttpServer server = serve(archive);
    try {
      BuildContext remote =
          new BuildContext.Remote(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/context.tar");

      RecordedBuild own = run(remote, new Dockerfile.InContext("docker/x.Dockerfile"));
      RecordedBuild inline =
          run(remote, new Dockerfile.Inline("FROM debian:trixie-slim\nCOPY a /b\nRUN cat /b\n"));

      assertThat(own.log("RUN cat")).isEqualTo(List.of("of the archive"));
      assertThat(inline.log("RUN cat")).isEqualTo(List.of("of the archive"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void fetchesContextsThatAreGitRepositories() throws Exception {
    String content = UUID.randomUUID().toString();
    Files.createDirectories(elsewhere.resolve("docker"));
    Files.writeString(elsewhere.resolve("docker/a"), content);
    Files.writeString(
        elsewhere.resolve("docker/Dockerfile"),
        "FROM debian:trixie-slim\nCOPY a /\nCOPY --from=lib docker/a /b\nRUN cat /a && cmp /a /b\n");
    try (GitServer server = GitServer.of(elsewhere, "topic")) {
      BuildContext context = BuildContext.of(server.url() + "#topic:docker", directory);
      RecordedBuild build =
          RecordedBuild.run(
              buildKit.runner(),
              BuildRequest.of(
                  new BuildTarget(
                      "prod",
                      "prod",
                      "web",
                      "",
                      BuildDefinition.of(context, new Dockerfile.InContext("Dockerfile"))
                          .context("lib", NamedContext.of(server.url() + "#topic", directory))
                          .build())));

      build.succeeded();
      assertThat(build.log("RUN cat")).isEqualTo(List.of(content));
    }
  }

  @Test
  void ignoresWhatTheDockerfilesOwnIgnoreFileSays() throws Exception {
    RecordedBuild build =
        run(
            context()
                .file("a", "")
                .file("b", "")
                .file(".dockerignore", "a\n")
                .file("x.Dockerfile", "FROM debian:trixie-slim\nCOPY . /c\nRUN ls /c\n")
                .file("x.Dockerfile.dockerignore", "b\n")
                .dockerfileAt(directory.resolve("x.Dockerfile")));

    assertThat(build.log("RUN ls"))
        .isEqualTo(List.of("a", "x.Dockerfile", "x.Dockerfile.dockerignore"));
  }

  @Test
  void givesSecretsOfTheEnvironment() throws Exception {
    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    RUN --mount=type=secret,id=path cat /run/secrets/path; echo
                    RUN --mount=type=secret,id=none test -e /run/secrets/none || echo none
                    """)
                .also(
                    it ->
                        it.access(
                            new BuildAccess(
                                Map.of(
                                    "path", new SecretSource.FromEnvironment("PATH"),
                                    "none", new SecretSource.FromEnvironment("GANTRY_NO_SUCH")),
                                Map.of()))));

    assertThat(build.log("id=path")).isEqualTo(List.of(System.getenv("PATH")));
    assertThat(build.log("id=none")).isEqualTo(List.of("none"));
  }

  @Test
  void runsOnlyTheStepsOfNamedStagesAgain() throws Exception {
    BuildDirectory twoStages =
        context()
            .dockerfile(
                """
                FROM debian:trixie-slim AS one
                RUN cat /proc/sys/kernel/random/uuid > /one
                FROM debian:trixie-slim AS two
                RUN cat /proc/sys/kernel/random/uuid > /two
                FROM debian:trixie-slim
                COPY --from=one /one /
                COPY --from=two /two /
                RUN cat /one /two
                """);
    RecordedBuild first = run(twoStages);
    RecordedBuild second =
        run(
            twoStages.also(
                it ->
                    it.cache(
                        new CachePolicy(
                            new NoCache.Stages(List.of("two")), false, List.of(), List.of()))));

    List<String> before = first.log("RUN cat /one");
    List<String> after = second.log("RUN cat /one");
    assertThat(before).hasSize(2);
    assertThat(after).hasSize(2);
    assertThat(after.getFirst()).isEqualTo(before.getFirst());
    assertThat(after.getLast()).isNotEqualTo(before.getLast());
  }

  private BuildDirectory context() {
    return new BuildDirectory(directory);
  }

  /// Runs without the cache, so that every step writes what it writes.
  private RecordedBuild run(BuildContext context, Dockerfile dockerfile)
      throws InterruptedException {
    BuildTarget target =
        new BuildTarget(
            "prod",
            "prod",
            "web",
            IMAGE,
            BuildDefinition.of(context, dockerfile).tags(List.of(IMAGE)).build());
    RecordedBuild build =
        RecordedBuild.run(buildKit.runner(), BuildRequest.of(target, true, false));
    build.succeeded();
    return build;
  }

  /// Runs it with a part of the cache, if its definition says so, and without it otherwise.
  private RecordedBuild run(BuildDirectory context) throws InterruptedException {
    BuildTarget target = context.tags(IMAGE).target();
    boolean partly = target.definition().cache().noCache() instanceof NoCache.Stages;
    return RecordedBuild.run(
        buildKit.runner(),
        new BuildRequest(
            target,
            partly ? new NoCache.None() : new NoCache.All(),
            false,
            List.of(new BuildOutput.EngineImage())));
  }

  private static HttpServer serve(byte[] content) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    return server;
  }

  /// A tar archive with `a` and a Dockerfile in a directory.
  private byte[] archive(String dockerfile) throws Exception {
    Path source = Files.createDirectories(elsewhere.resolve("source/docker")).resolveSibling("");
    Files.writeString(source.resolve("a"), "of the archive\n");
    Files.write(source.resolve("docker/x.Dockerfile"), dockerfile.getBytes(StandardCharsets.UTF_8));
    Path archive = elsewhere.resolve("context.tar");
    Process tar =
        new ProcessBuilder("tar", "-cf", archive.toString(), "-C", source.toString(), ".")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return Files.readAllBytes(archive);
  }
}
