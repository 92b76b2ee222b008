package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolveRequestsTest {

  private final BuildDirectory context = new BuildDirectory(Path.of("/context"));

  @Test
  void asksTheFrontendAsTheDockerCliDoes() {
    SolveRequest request =
        solve(
            context
                .dockerfileAt(Path.of("/elsewhere/x.Dockerfile"))
                .stage("final")
                .arg("A", "b")
                .noCache()
                .tags("a:1", "a:2")
                .request());

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

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          network,     none,                    force-network-mode,  none
          network,     host,                    force-network-mode,  host
          platforms,   linux/amd64,             platform,            linux/amd64
          shm_size,    1048576,                 shm-size,            1048576
          shm_size,    64m,                     shm-size,            67108864
          shm_size,    2GB,                     shm-size,            2147483648
          extra_hosts, 'a=1.2.3.4,b:::1',       add-hosts,           'a=1.2.3.4,b=::1'
          pull,        true,                    image-resolve-mode,  pull
          no_cache,    true,                    no-cache,            ''
          """)
  void mapsOptionsOfTheComposeFile(String option, String value, String attribute, String mapped) {
    SolveRequest request = solve(context.extra(option, value).request());

    assertThat(request.getFrontendAttrsMap()).containsEntry(attribute, mapped);
  }

  @Test
  void asksForTheHostsNetworkAsAPrivilege() {
    assertThat(solve(context.extra("network", "host").request()).getEntitlementsList())
        .containsExactly("network.host");
    assertThat(solve(context.extra("network", "default").request()).getEntitlementsList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          isolation,  hyperv
          network,    my-network
          shm_size,   much
          shm_size,   99999999999g
          pull,       sometimes
          """)
  void refusesWhatItDoesNotKnow(String option, String value) {
    BuildRequest request = context.extra(option, value).request();

    assertThatThrownBy(() -> solve(request))
        .isInstanceOfSatisfying(
            GantryException.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(new Problem.BuildOptionUnsupported("prod", option, value)));
  }

  private static SolveRequest solve(BuildRequest request) {
    return SolveRequests.solve(request, BuildOptions.of(request.target()), "ref", "session");
  }
}
