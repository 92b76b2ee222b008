package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.Buildx;
import dev.gantry.EngineAvailable;
import dev.gantry.Needed;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Builds the same with buildx and with Gantry. The second build must find every step of the first
/// one in the cache, which it does only when the engine was asked for exactly the same, with the
/// same files.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(120)
class BuildxEquivalenceIT {

  private static final String BY_BUILDX = "equivalence-it:buildx";
  private static final String BY_GANTRY = "equivalence-it:gantry";
  private static final String STAGE_IN_THE_MIDDLE = "test";
  private static final String BASE = "docker-image://debian:trixie-slim";

  @TempDir static Path directory;

  private static SampleProject project;
  private static Path token;
  private static Buildx buildx;

  private static final BuildKit BUILD_KIT =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @BeforeAll
  static void write() throws IOException {
    project = SampleProject.into(directory);
    token = Files.writeString(directory.resolve("token"), "s3cret");
    buildx = Needed.found(Buildx.find(directory), "there is no buildx to compare with");
  }

  @AfterEach
  void removeImages() throws IOException {
    EngineHttp.removeImage(BY_BUILDX);
    EngineHttp.removeImage(BY_GANTRY);
  }

  @AfterAll
  static void close() {
    BUILD_KIT.close();
  }

  static List<String> projects() {
    return SampleProject.names();
  }

  @ParameterizedTest
  @MethodSource("projects")
  void findsEveryStepOfBuildxInTheCache(String name) throws Exception {
    String nonce = UUID.randomUUID().toString();
    buildx.run(arguments(name, nonce));

    assertThat(BUILD_KIT.runner().start(request(name, nonce), _ -> {}).await())
        .isInstanceOf(BuildOutcome.Succeeded.class);

    assertThat(layers(BY_GANTRY)).isNotEmpty().isEqualTo(layers(BY_BUILDX));
  }

  /// Extended attributes of files are part of the key of the step that takes them.
  @Test
  void tellsExtendedAttributesOfFilesAsBuildxDoes() throws Exception {
    Path context = Files.createDirectory(directory.resolve("attributes"));
    Path file = Files.writeString(context.resolve("file"), UUID.randomUUID().toString());
    Assumptions.assumeTrue(Files.getFileStore(file).supportsFileAttributeView("user"));
    Files.setAttribute(file, "user:origin", ByteBuffer.wrap(new byte[] {1, 0, 2}));
    BuildDirectory build =
        new BuildDirectory(context).dockerfile("FROM scratch\nCOPY file /\n").tags(BY_GANTRY);
    buildx.run(List.of("build", "--progress=plain", "-t", BY_BUILDX, context.toString()));

    RecordedBuild same = RecordedBuild.run(BUILD_KIT.runner(), build.request());
    Files.setAttribute(file, "user:origin", ByteBuffer.wrap(new byte[] {3}));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    RecordedBuild other = RecordedBuild.run(BUILD_KIT.runner(), build.request());

    assertThat(state(same, "COPY file")).isEqualTo(List.of(new StepState.Cached()));
    assertThat(state(other, "COPY file")).doesNotContain(new StepState.Cached());
  }

  private static List<StepState> state(RecordedBuild build, String part) {
    return build.progress().steps().stream()
        .filter(step -> step.name().contains(part))
        .map(Step::state)
        .toList();
  }

  @Test
  void getsOtherLayersWhenAnArgumentDiffers() throws Exception {
    buildx.run(arguments("heredocs", UUID.randomUUID().toString()));

    BUILD_KIT.runner().start(request("heredocs", UUID.randomUUID().toString()), _ -> {}).await();

    assertThat(layers(BY_GANTRY)).isNotEmpty().isNotEqualTo(layers(BY_BUILDX));
  }

  private static List<String> arguments(String name, String nonce) {
    List<String> arguments = new ArrayList<>(List.of("build", "--progress=plain", "--load"));
    arguments.addAll(List.of("-t", BY_BUILDX, "--build-arg", "NONCE=" + nonce));
    arguments.addAll(List.of("-f", project.dockerfile(name).toString()));
    arguments.addAll(List.of("--secret", "id=token,src=" + token));
    arguments.addAll(List.of("--build-context", "library=" + project.library()));
    arguments.addAll(List.of("--build-context", "shared=" + BASE));
    stage(name).ifPresent(stage -> arguments.addAll(List.of("--target", stage)));
    arguments.add(project.context().toString());
    return arguments;
  }

  private static BuildRequest request(String name, String nonce) {
    BuildDefinition definition =
        BuildDefinition.of(project.context(), project.dockerfile(name))
            .args(Map.of("NONCE", nonce))
            .tags(List.of(BY_GANTRY))
            .stage(stage(name))
            .context("library", new NamedContext.Directory(project.library()))
            .context("shared", new NamedContext.Remote(BASE))
            .access(new BuildAccess(Map.of("token", new SecretSource.FromFile(token)), Map.of()))
            .build();
    return BuildRequest.of(new BuildTarget(name, name, "web", BY_GANTRY, definition));
  }

  private static Optional<String> stage(String name) {
    return name.equals("one-of-many-stages") ? Optional.of(STAGE_IN_THE_MIDDLE) : Optional.empty();
  }

  private static List<String> layers(String image) throws IOException {
    List<String> layers = new ArrayList<>();
    JsonNode diffIds = EngineHttp.image(image).path("RootFS").path("Layers");
    diffIds.forEach(diffId -> layers.add(diffId.asText()));
    return layers;
  }
}
