package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.buildkit.proto.CacheOptionsEntry;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildDefinitionBuilder;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.build.StepSettings.ExtraHost;
import dev.gantry.domain.build.StepSettings.Ulimit;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SolveRequestsTest {

  private static final Optional<String> NONE = Optional.empty();

  private final BuildDirectory context = new BuildDirectory(Path.of("/context"));

  @Test
  void asksTheFrontendAsTheDockerCliDoes() {
    SolveRequest request =
        solve(context.stage("final").arg("A", "b").noCache().tags("a:1", "a:2").request());

    assertThat(request.getFrontend()).isEqualTo("dockerfile.v0");
    assertThat(request.getFrontendAttrsMap())
        .isEqualTo(
            Map.of(
                "filename", "x.Dockerfile",
                "image-resolve-mode", "local",
                "target", "final",
                "build-arg:A", "b",
                "no-cache", ""));
    assertThat(request.getExporters(0).getType()).isEqualTo("moby");
    assertThat(request.getExporters(0).getAttrsMap()).isEqualTo(Map.of("name", "a:1,a:2"));
    assertThat(request.getLegacyExporter()).isEqualTo("moby");
    assertThat(request.getLegacyExporterAttrsMap()).isEqualTo(Map.of("name", "a:1,a:2"));
  }

  @Test
  void leavesAnImageWithoutTagsWithoutAName() {
    assertThat(solve(context.request()).getExporters(0).getAttrsMap()).isEmpty();
  }

  @Test
  void saysWhatTheStepsSee() {
    SolveRequest request =
        solve(
            with(
                definition ->
                    definition
                        .platforms(List.of("linux/amd64", "linux/arm64"))
                        .labels(Map.of("l", "v"))
                        .steps(
                            new StepSettings(
                                Optional.of("host"),
                                List.of(new ExtraHost("a", "1.2.3.4"), new ExtraHost("b", "::1")),
                                OptionalLong.of(64),
                                Map.of("nofile", new Ulimit(1, 2), "core", new Ulimit(0, -1)),
                                Set.of("security.insecure"),
                                Optional.empty()))));

    assertThat(request.getFrontendAttrsMap())
        .isEqualTo(
            Map.of(
                "filename", "x.Dockerfile",
                "image-resolve-mode", "local",
                "platform", "linux/amd64,linux/arm64",
                "label:l", "v",
                "force-network-mode", "host",
                "add-hosts", "a=1.2.3.4,b=::1",
                "shm-size", "64",
                "ulimit", "core=0:-1,nofile=1:2"));
    assertThat(request.getEntitlementsList())
        .containsExactlyInAnyOrder("network.host", "security.insecure");
  }

  @Test
  void doesNotUseTheCacheWhereTheDefinitionOrTheRequestSaysSo() {
    BuildRequest defined =
        with(
            definition ->
                definition.cache(
                    new CachePolicy(new NoCache.Stages(List.of("a")), true, List.of(), List.of())));
    BuildRequest both =
        new BuildRequest(
            defined.target(),
            new NoCache.Stages(List.of("b")),
            false,
            List.of(new BuildOutput.EngineImage()));

    assertThat(solve(defined).getFrontendAttrsMap())
        .containsEntry("no-cache", "a")
        .containsEntry("image-resolve-mode", "pull");
    assertThat(solve(both).getFrontendAttrsMap()).containsEntry("no-cache", "a,b");
  }

  @Test
  void refusesWhatTheComposeFileSaysInVain() {
    BuildRequest request =
        with(it -> it.refuse("new_key", "x", BuildOptionObstacle.UNKNOWN_OPTION));

    assertThat(refused(request))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "new_key", "x", BuildOptionObstacle.UNKNOWN_OPTION, ""));
  }

  @Test
  void refusesNetworksAndIsolationThatBuildkitDoesNotHave() {
    assertThat(refused(with(it -> it.steps(steps(Optional.of("my-network"), Optional.empty())))))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "network", "my-network", BuildOptionObstacle.INVALID_VALUE, ""));
    assertThat(refused(with(it -> it.steps(steps(Optional.empty(), Optional.of("hyperv"))))))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "isolation", "hyperv", BuildOptionObstacle.WINDOWS_ONLY, ""));
  }

  @Test
  void asksForAttestationsOnlyWhereTheyAreKept() {
    EngineWorker containerd =
        new EngineWorker(Map.of("org.mobyproject.buildkit.worker.snapshotter", "overlayfs"));
    BuildRequest provenance =
        with(it -> it.attestations(attestations(Optional.of("mode=max"), Optional.of("true"))));

    assertThat(solve(provenance, containerd).getFrontendAttrsMap())
        .containsEntry("attest:provenance", "type=provenance,mode=max")
        .containsEntry("attest:sbom", "type=sbom");
    BuildRequest sbom = with(it -> it.attestations(attestations(NONE, Optional.of("true"))));
    assertThat(refused(sbom))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "sbom", "true", BuildOptionObstacle.NEEDS_CONTAINERD_STORE, ""));
    BuildRequest none = with(it -> it.attestations(attestations(Optional.of("false"), NONE)));
    assertThat(solve(none).getFrontendAttrsMap()).doesNotContainKey("attest:provenance");
  }

  @Test
  void knowsTheGatewayFromTheEngine() {
    EngineWorker engine =
        new EngineWorker(
            Map.of("org.mobyproject.buildkit.worker.moby.host-gateway-ip", "172.17.0.1"));
    StepSettings settings =
        new StepSettings(
            NONE,
            List.of(new ExtraHost("me", "host-gateway")),
            OptionalLong.empty(),
            Map.of(),
            Set.of(),
            NONE);
    BuildRequest request = with(it -> it.steps(settings));

    assertThat(solve(request, engine).getFrontendAttrsMap())
        .containsEntry("add-hosts", "me=172.17.0.1");
    assertThat(refused(request))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "extra_hosts", "me=host-gateway", BuildOptionObstacle.ENGINE_CANNOT, ""));
  }

  @Test
  void putsCachesIntoTheWordsOfTheFrontendAndOfTheBuild() {
    SolveRequest request =
        solve(
            with(
                it ->
                    it.cache(
                        new CachePolicy(
                            new NoCache.None(),
                            false,
                            List.of(new CacheLocation("registry", Map.of("ref", "a:1"))),
                            List.of(new CacheLocation("inline", Map.of("mode", "max")))))));

    assertThat(request.getFrontendAttrsMap())
        .containsEntry("cache-imports", "[{\"Type\":\"registry\",\"Attrs\":{\"ref\":\"a:1\"}}]");
    assertThat(request.getCache().getExportsList())
        .isEqualTo(
            List.of(
                CacheOptionsEntry.newBuilder().setType("inline").putAttrs("mode", "max").build()));
  }

  private static Attestations attestations(Optional<String> provenance, Optional<String> sbom) {
    return new Attestations(provenance, sbom);
  }

  private static StepSettings steps(Optional<String> network, Optional<String> isolation) {
    return new StepSettings(
        network, List.of(), OptionalLong.empty(), Map.of(), Set.of(), isolation);
  }

  private BuildRequest with(UnaryOperator<BuildDefinitionBuilder> more) {
    return new BuildDirectory(Path.of("/context")).also(more).request();
  }

  private static Problem refused(BuildRequest request) {
    GantryException[] thrown = new GantryException[1];
    assertThatThrownBy(() -> solve(request))
        .isInstanceOfSatisfying(GantryException.class, refusal -> thrown[0] = refusal);
    return thrown[0].problem();
  }

  private static SolveRequest solve(BuildRequest request) {
    return solve(request, EngineWorker.UNKNOWN);
  }

  private static SolveRequest solve(BuildRequest request, EngineWorker worker) {
    BuildInputs inputs =
        new BuildInputs(Map.of(), Map.of(), Map.of("filename", "x.Dockerfile"), Optional.empty());
    Caches caches = Caches.of(request.target().definition().cache(), Map.of());
    return SolveRequests.solve(
        request, inputs, caches, Outputs.of(request), worker, "ref", "session");
  }
}
