package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.build.StepSettings.ExtraHost;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Where the result of a build may go, and what goes with it.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitOutputsIT {

  private static final String IMAGE = "buildkit-outputs:latest";

  @TempDir Path directory;
  @TempDir Path elsewhere;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    EngineHttp.removeImage(IMAGE);
  }

  @Test
  void writesTheFilesOfTheResultIntoADirectory() throws Exception {
    Path out = elsewhere.resolve("made/for/it");
    Files.createDirectories(out);
    Files.writeString(out.resolve("older"), "stays");
    Files.writeString(out.resolve("dir"), "was a file");

    RecordedBuild build = run(result(), new BuildOutput.LocalDirectory(out));

    assertThat(build.succeeded().image()).isEmpty();
    assertThat(Files.readString(out.resolve("older"))).isEqualTo("stays");
    assertThat(Files.readString(out.resolve("dir/a file \u00FC"))).isEqualTo("content\n");
    assertThat(Files.readSymbolicLink(out.resolve("dir/link"))).isEqualTo(Path.of("a file \u00FC"));
    assertThat(Files.size(out.resolve("dir/big"))).isEqualTo(3_000_000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("dir/run"))))
        .isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(out.resolve("dir/run")))
        .isEqualTo(FileTime.fromMillis(1_000_000_000_000L));
    assertThat(Files.isDirectory(out.resolve("dir/empty"))).isTrue();
  }

  @Test
  void writesAnArchiveBesideTheImage() throws Exception {
    Path tar = elsewhere.resolve("result.tar");

    RecordedBuild build = run(result(), new BuildOutput.EngineImage(), new BuildOutput.Tar(tar));

    assertThat(build.succeeded().image()).isPresent();
    assertThat(EngineHttp.image(IMAGE).path("Id").asText())
        .isEqualTo(build.succeeded().image().orElseThrow().value());
    assertThat(list(tar)).contains("dir/", "dir/run", "dir/empty/");
    assertThat(elsewhere).isDirectoryContaining(file -> file.equals(tar));
    assertThat(elsewhere.resolve("result.tar.partial")).doesNotExist();
  }

  @Test
  void writesAnImageLayoutOrSaysThatTheEngineCannot() throws Exception {
    Path archive = elsewhere.resolve("image.tar");

    RecordedBuild build = run(result(), new BuildOutput.OciArchive(archive));

    if (EngineHttp.usesContainerdStore()) {
      build.succeeded();
      assertThat(list(archive)).contains("oci-layout", "index.json");
    } else {
      assertThat(build.problem())
          .isEqualTo(
              new Problem.BuildOptionUnsupported(
                  "prod",
                  "--output",
                  "oci",
                  BuildOptionObstacle.ENGINE_CANNOT,
                  "exporter \"oci\" could not be found"));
    }
  }

  @Test
  void saysThatTheResultCannotBeWritten() throws Exception {
    Path file = Files.writeString(elsewhere.resolve("file"), "");

    RecordedBuild toDirectory = run(result(), new BuildOutput.LocalDirectory(file.resolve("x")));
    RecordedBuild toArchive = run(result(), new BuildOutput.Tar(file.resolve("x.tar")));

    assertThat(toDirectory.problem()).isInstanceOf(Problem.OutputUnwritable.class);
    assertThat(toArchive.problem()).isInstanceOf(Problem.OutputUnwritable.class);
  }

  @Test
  void buildsForNothingButTheCache() throws Exception {
    RecordedBuild build = run(result());

    assertThat(build.succeeded().image()).isEmpty();
    assertThat(build.succeeded().tags()).isEmpty();
  }

  @Test
  void putsItsCacheIntoTheImageAndTakesItFromThere() throws Exception {
    BuildDirectory context =
        result()
            .also(
                it ->
                    it.cache(
                        cache(
                            List.of(new CacheLocation("registry", Map.of("ref", IMAGE))),
                            List.of(new CacheLocation("inline", Map.of())))));

    RecordedBuild first = run(context, new BuildOutput.EngineImage());
    RecordedBuild second = run(context, new BuildOutput.EngineImage());

    first.succeeded();
    second.succeeded();
    assertThat(second.progress().steps())
        .extracting(step -> step.name())
        .contains("importing cache manifest from " + IMAGE);
  }

  @Test
  void saysWhichCacheTheEngineDoesNotKeep() throws Exception {
    RecordedBuild build =
        run(
            result()
                .also(
                    it ->
                        it.cache(cache(List.of(), List.of(new CacheLocation("nosuch", Map.of()))))),
            new BuildOutput.EngineImage());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.BuildOptionUnsupported.class,
            refused -> {
              assertThat(refused.option()).isEqualTo("cache_to");
              assertThat(refused.obstacle()).isEqualTo(BuildOptionObstacle.ENGINE_CANNOT);
            });
  }

  @Test
  void putsCacheIntoADirectoryOrSaysWhatThatNeeds() throws Exception {
    CacheLocation place =
        new CacheLocation("local", Map.of("dest", elsewhere.resolve("cache").toString()));

    RecordedBuild build =
        run(
            result().also(it -> it.cache(cache(List.of(), List.of(place)))),
            new BuildOutput.EngineImage());

    if (EngineHttp.usesContainerdStore()) {
      build.succeeded();
      assertThat(elsewhere.resolve("cache/index.json")).isRegularFile();
    } else {
      assertThat(build.problem())
          .isEqualTo(
              new Problem.BuildOptionUnsupported(
                  "prod",
                  "cache_to",
                  "local",
                  BuildOptionObstacle.NEEDS_CONTAINERD_STORE,
                  "unknown cache exporter: \"local\""));
    }
  }

  @Test
  void makesAnImageForSeveralPlatformsOrSaysWhatThatNeeds() throws Exception {
    RecordedBuild build =
        run(
            new BuildDirectory(directory)
                .file("a", "")
                .dockerfile("FROM scratch\nCOPY a /\n")
                .also(it -> it.platforms(List.of("linux/amd64", "linux/arm64"))),
            new BuildOutput.EngineImage());

    if (EngineHttp.usesContainerdStore()) {
      build.succeeded();
    } else {
      assertThat(build.problem())
          .isInstanceOfSatisfying(
              Problem.BuildOptionUnsupported.class,
              refused -> {
                assertThat(refused.option()).isEqualTo("platforms");
                assertThat(refused.obstacle())
                    .isEqualTo(BuildOptionObstacle.NEEDS_CONTAINERD_STORE);
              });
    }
  }

  @Test
  void saysThatTheEngineGrantsNoPrivilege() throws Exception {
    StepSettings privileged =
        new StepSettings(
            Optional.empty(),
            List.of(),
            OptionalLong.empty(),
            Map.of(),
            Set.of("security.insecure"),
            Optional.empty());

    RecordedBuild build =
        run(result().also(it -> it.steps(privileged)), new BuildOutput.EngineImage());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.BuildOptionUnsupported.class,
            refused -> {
              assertThat(refused.option()).isEqualTo("entitlements");
              assertThat(refused.value()).isEqualTo("security.insecure");
            });
  }

  @Test
  void storesProvenanceWithTheImageOrSaysThatTheEngineCannot() throws Exception {
    RecordedBuild build =
        run(
            result()
                .also(
                    it ->
                        it.attestations(
                            new Attestations(Optional.of("mode=max"), Optional.empty()))),
            new BuildOutput.EngineImage());

    if (EngineHttp.usesContainerdStore()) {
      build.succeeded();
    } else {
      assertThat(build.problem())
          .isEqualTo(
              new Problem.BuildOptionUnsupported(
                  "prod", "provenance", "true", BuildOptionObstacle.NEEDS_CONTAINERD_STORE, ""));
    }
  }

  @Test
  void knowsTheAddressOfTheHost() throws Exception {
    StepSettings gateway =
        new StepSettings(
            Optional.empty(),
            List.of(new ExtraHost("host.test", "host-gateway")),
            OptionalLong.empty(),
            Map.of(),
            Set.of(),
            Optional.empty());

    RecordedBuild build =
        run(
            new BuildDirectory(directory)
                .dockerfile("FROM debian:trixie-slim\nRUN getent hosts host.test\n")
                .noCache()
                .tags(IMAGE)
                .also(it -> it.steps(gateway)),
            new BuildOutput.EngineImage());

    assertThat(build.log("RUN getent")).singleElement().asString().endsWith(" host.test");
  }

  private static CachePolicy cache(List<CacheLocation> from, List<CacheLocation> to) {
    return new CachePolicy(new NoCache.None(), false, from, to);
  }

  private BuildDirectory result() {
    return new BuildDirectory(directory)
        .dockerfile(
            """
            FROM debian:trixie-slim AS make
            RUN mkdir -p /out/dir/empty && cd /out/dir && \\
                echo content > 'a file \u00FC' && \\
                ln -s 'a file \u00FC' link && \\
                head -c 3000000 /dev/zero > big && \\
                echo run > run && chmod 750 run && touch -d @1000000000 run
            FROM scratch
            COPY --from=make /out /
            """)
        .tags(IMAGE);
  }

  private RecordedBuild run(BuildDirectory context, BuildOutput... outputs)
      throws InterruptedException {
    NoCache noCache = context.request().noCache();
    return RecordedBuild.run(
        buildKit.runner(), new BuildRequest(context.target(), noCache, false, List.of(outputs)));
  }

  private static List<String> list(Path archive) throws Exception {
    Process tar = new ProcessBuilder("tar", "-tf", archive.toString()).start();
    return new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }
}
