package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.CacheLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Completes a cache at GitHub (`type=gha`) with what the environment of an action says of it, as
/// buildx does (`build/opt.go`). Without a token, as outside of actions, there is no such cache and
/// the build does without.
final class GithubCache {

  private static final Logger LOG = LoggerFactory.getLogger(GithubCache.class);
  private static final String TYPE = "gha";
  private static final String TOKEN = "token";
  private static final String ADDRESS = "url";
  private static final String SECOND_ADDRESS = "url_v2";

  private GithubCache() {}

  /// The place with all its attributes, or as it is if it is none at GitHub; empty if it is one
  /// that cannot be reached.
  static Optional<CacheLocation> complete(CacheLocation place, Map<String, String> environment) {
    if (!place.type().equals(TYPE)) {
      return Optional.of(place);
    }
    Map<String, String> attributes = new HashMap<>(place.attributes());
    String results = environment.getOrDefault("ACTIONS_RESULTS_URL", "");
    String usual = Boolean.parseBoolean(environment.get("ACTIONS_CACHE_SERVICE_V2")) ? "2" : "1";
    boolean second = attributes.getOrDefault("version", usual).equals("2");
    add(attributes, TOKEN, environment.getOrDefault("ACTIONS_RUNTIME_TOKEN", ""));
    add(attributes, SECOND_ADDRESS, second ? results : "");
    add(attributes, ADDRESS, environment.getOrDefault("ACTIONS_CACHE_URL", results));
    boolean reachable =
        attributes.containsKey(TOKEN)
            && (attributes.containsKey(ADDRESS) || attributes.containsKey(SECOND_ADDRESS));
    if (!reachable) {
      LOG.info("There is no cache at GitHub here");
    }
    return reachable ? Optional.of(new CacheLocation(TYPE, attributes)) : Optional.empty();
  }

  private static void add(Map<String, String> attributes, String name, String value) {
    if (!value.isEmpty()) {
      attributes.putIfAbsent(name, value);
    }
  }
}
