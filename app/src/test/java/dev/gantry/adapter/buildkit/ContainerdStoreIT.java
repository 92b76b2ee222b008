package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.Buildx;
import dev.gantry.EngineAvailable;
import dev.gantry.Needed;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.adapter.privateengine.EngineOfClass;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What engines do only with the containerd image store: cache and images in directories of this
/// machine, and images for several platforms. The engine's own cache is emptied in between.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ContainerdStoreIT {

  @RegisterExtension
  static final EngineOfClass ENGINE = new EngineOfClass(Release.NEWEST_WITH_CONTAINERD);

  @TempDir Path directory;
  @TempDir Path cache;

  private final BuildKit buildKit =
      new BuildKit(() -> ENGINE.get().address(), _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void disconnect() {
    buildKit.close();
  }

  @Test
  void putsCacheIntoADirectoryAndTakesItFromThere() throws Exception {
    BuildDirectory context = context();
    RecordedBuild first = run(context, List.of(), List.of(destination(cache)));
    forget();

    RecordedBuild second = run(context, List.of(source(cache)), List.of());
    forget();
    RecordedBuild without = run(context, List.of(source(directory.resolve("none"))), List.of());

    assertThat(state(first)).isInstanceOf(StepState.Done.class);
    assertThat(state(second)).isEqualTo(new StepState.Cached());
    assertThat(state(without)).isInstanceOf(StepState.Done.class);
    assertThat(cache.resolve("ingest")).isEmptyDirectory();
  }

  @Test
  void keepsCachesUnderSeveralNamesInOneDirectory() throws Exception {
    String nonce = UUID.randomUUID().toString();
    BuildDirectory context = context().arg("NONCE", nonce);
    CacheLocation other =
        new CacheLocation("local", Map.of("dest", cache.toString(), "mode", "max", "tag", "other"));
    run(context, List.of(), List.of(destination(cache)));
    run(context.arg("NONCE", UUID.randomUUID().toString()), List.of(), List.of(other));
    forget();

    RecordedBuild named =
        run(
            context,
            List.of(new CacheLocation("local", Map.of("src", cache.toString(), "tag", "other"))),
            List.of());
    forget();
    RecordedBuild usual = run(context.arg("NONCE", nonce), List.of(source(cache)), List.of());

    assertThat(state(named)).isEqualTo(new StepState.Cached());
    assertThat(state(usual)).isEqualTo(new StepState.Cached());
  }

  @Test
  void sharesDirectoriesWithBuildx() throws Exception {
    Buildx buildx =
        Needed.found(
                Buildx.find(directory.resolve("configuration")), "there is no buildx to share with")
            .at(ENGINE.get().address().host());
    String nonce = UUID.randomUUID().toString();
    BuildDirectory context = context().arg("NONCE", nonce);
    Path theirs = cache.resolve("theirs");
    Path ours = cache.resolve("ours");
    buildx.run(
        List.of(
            "build",
            "--progress=plain",
            "--build-arg=NONCE=" + nonce,
            "--cache-to=type=local,mode=max,dest=" + theirs,
            context.path().toString()));
    forget();

    RecordedBuild own = run(context, List.of(source(theirs)), List.of(destination(ours)));
    forget();
    String said =
        buildx.run(
            List.of(
                "build",
                "--progress=plain",
                "--build-arg=NONCE=" + nonce,
                "--cache-from=type=local,src=" + ours,
                context.path().toString()));

    assertThat(state(own)).isEqualTo(new StepState.Cached());
    assertThat(said).containsPattern("RUN echo [^\\n]+\\n(#\\d+ [^\\n]*\\n)*#\\d+ CACHED");
  }

  @Test
  void takesImagesOfDirectoriesByTagAndByDigest() throws Exception {
    Path image = cache;
    String content = UUID.randomUUID().toString();
    String digest = ImageDirectory.write(image, "1.0", "of-the-image", content);

    RecordedBuild build =
        RecordedBuild.run(
            buildKit.runner(),
            new BuildDirectory(directory)
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    COPY --from=tagged /of-the-image /a
                    COPY --from=exact /of-the-image /b
                    RUN cat /a && echo && cmp /a /b
                    """)
                .also(
                    it ->
                        it.context("tagged", new NamedContext.OciLayout(image, "1.0"))
                            .context("exact", new NamedContext.OciLayout(image, "@" + digest)))
                .request());

    build.succeeded();
    assertThat(build.log("RUN cat")).isEqualTo(List.of(content));
  }

  @Test
  void makesAnImageForSeveralPlatforms() throws Exception {
    RecordedBuild build =
        RecordedBuild.run(
            buildKit.runner(),
            new BuildDirectory(directory)
                .file("a", "of every platform")
                .dockerfile("FROM scratch\nARG TARGETARCH\nLABEL arch=$TARGETARCH\nCOPY a /\n")
                .tags("several-platforms:1")
                .also(it -> it.platforms(List.of("linux/amd64", "linux/arm64")))
                .request());

    build.succeeded();
    Set<String> architectures = new TreeSet<>();
    for (JsonNode image :
        ask("GET", "/images/several-platforms:1/json?manifests=1").path("Manifests")) {
      architectures.add(image.path("Descriptor").path("platform").path("architecture").asText());
    }
    assertThat(architectures).contains("amd64", "arm64");
  }

  @Test
  void saysThatADirectoryCannotBeWritten() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "");

    RecordedBuild build = run(context(), List.of(), List.of(destination(file)));

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.OutputUnwritable.class, it -> assertThat(it.file()).isEqualTo(file));
  }

  /// Two stages, so that the cache needs `mode=max` to have all of it.
  private BuildDirectory context() {
    return new BuildDirectory(directory)
        .dockerfile(
            """
            FROM debian:trixie-slim AS make
            ARG NONCE=none
            RUN echo $NONCE && cat /proc/sys/kernel/random/uuid > /made
            FROM scratch
            COPY --from=make /made /
            """)
        .arg("NONCE", UUID.randomUUID().toString());
  }

  private RecordedBuild run(
      BuildDirectory context, List<CacheLocation> from, List<CacheLocation> to)
      throws InterruptedException {
    CachePolicy policy = new CachePolicy(new NoCache.None(), false, from, to);
    return RecordedBuild.run(buildKit.runner(), context.also(it -> it.cache(policy)).request());
  }

  /// Empties the engine's own cache.
  private static void forget() throws IOException {
    ask("POST", "/build/prune?all=1");
  }

  private static JsonNode ask(String method, String path) throws IOException {
    try (HttpExchange answer =
        HttpExchange.open(
            new EngineDialer().dial(ENGINE.get().address(), false), HttpRequest.of(method, path))) {
      assertThat(answer.head().status()).isEqualTo(200);
      return new ObjectMapper().readTree(answer.body());
    }
  }

  private static StepState state(RecordedBuild build) {
    build.succeeded();
    return build.progress().steps().stream()
        .filter(step -> step.name().contains("RUN echo"))
        .map(Step::state)
        .findFirst()
        .orElseThrow();
  }

  private static CacheLocation source(Path directory) {
    return new CacheLocation("local", Map.of("src", directory.toString()));
  }

  private static CacheLocation destination(Path directory) {
    return new CacheLocation("local", Map.of("dest", directory.toString(), "mode", "max"));
  }
}
