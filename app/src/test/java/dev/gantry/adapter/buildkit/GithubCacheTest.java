package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.CacheLocation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GithubCacheTest {

  private static final CacheLocation CACHE = new CacheLocation("gha", Map.of("scope", "web"));

  @Test
  void takesAddressAndTokenFromTheEnvironmentOfAnAction() {
    Map<String, String> environment =
        Map.of(
            "ACTIONS_RUNTIME_TOKEN", "t",
            "ACTIONS_CACHE_URL", "https://one",
            "ACTIONS_RESULTS_URL", "https://two",
            "ACTIONS_CACHE_SERVICE_V2", "True");

    assertThat(GithubCache.complete(CACHE, environment))
        .hasValue(
            new CacheLocation(
                "gha",
                Map.of(
                    "scope", "web", "token", "t", "url", "https://one", "url_v2", "https://two")));
  }

  @Test
  void keepsWhatIsSaidOfTheCache() {
    CacheLocation complete =
        new CacheLocation("gha", Map.of("token", "own", "url", "https://own", "version", "1"));

    assertThat(
            GithubCache.complete(
                complete,
                Map.of(
                    "ACTIONS_RUNTIME_TOKEN", "t",
                    "ACTIONS_RESULTS_URL", "https://two",
                    "ACTIONS_CACHE_SERVICE_V2", "true")))
        .hasValue(complete);
  }

  @Test
  void doesWithoutACacheThatIsNotThere() {
    assertThat(GithubCache.complete(CACHE, Map.of())).isEmpty();
    assertThat(GithubCache.complete(CACHE, Map.of("ACTIONS_RUNTIME_TOKEN", "t"))).isEmpty();
  }

  @Test
  void leavesOtherCachesAlone() {
    CacheLocation other = new CacheLocation("registry", Map.of("ref", "a"));

    assertThat(GithubCache.complete(other, Map.of("ACTIONS_RUNTIME_TOKEN", "t"))).hasValue(other);
  }
}
