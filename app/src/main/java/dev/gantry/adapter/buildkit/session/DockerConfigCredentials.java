package dev.gantry.adapter.buildkit.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.Exit;
import dev.gantry.adapter.process.ProcessRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logins and proxies from the `config.json` of the Docker CLI, which is read anew for each
/// question:
///
/// ```json
/// {"auths": {"localhost:5000": {"auth": "dXNlcjpwYXNz"}},
///  "credHelpers": {"registry.example": "pass"}, "credsStore": "desktop",
///  "proxies": {"default": {"httpProxy": "http://proxy.example:3128"}}}
/// ```
///
/// The variable `DOCKER_AUTH_CONFIG` may have the same `auths`, which come first.
///
/// A helper `pass` is the program `docker-credential-pass`, which gets a server's name on its input
/// for `get` and answers in JSON. Whatever goes wrong here leads to anonymous access: the registry
/// says more clearly what it misses.
public final class DockerConfigCredentials implements DockerConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DockerConfigCredentials.class);
  private static final Duration HELPER_DEADLINE = Duration.ofSeconds(30);

  /// How the Docker CLI calls Docker Hub in its file, and how the engine calls it.
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private static final String HUB_HOST = "registry-1.docker.io";

  /// The user name by which a helper marks an identity token.
  private static final String TOKEN_USER = "<token>";

  private static final String VARIABLE = "DOCKER_AUTH_CONFIG";
  private static final String LOGINS = "auths";

  /// What the file calls proxies, and the arguments that they become.
  private static final Map<String, String> PROXIES =
      Map.of(
          "httpProxy", "HTTP_PROXY",
          "httpsProxy", "HTTPS_PROXY",
          "noProxy", "NO_PROXY",
          "ftpProxy", "FTP_PROXY",
          "allProxy", "ALL_PROXY");

  private final Path file;
  private final Map<String, String> environment;
  private final ProcessRunner processes;
  private final ObjectMapper json = new ObjectMapper();

  /// @param directory the Docker CLI's configuration directory
  public DockerConfigCredentials(
      Path directory, Map<String, String> environment, ProcessRunner processes) {
    this.file = directory.resolve("config.json");
    this.environment = Map.copyOf(environment);
    this.processes = processes;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Optional<Login> forHost(String host) {
    String key = host.equals(HUB_HOST) || host.equals("docker.io") ? HUB_KEY : host;
    return ofEnvironment(key).or(() -> ofFile(key));
  }

  @Override
  public Set<String> hosts() {
    Set<String> hosts = new TreeSet<>();
    try {
      JsonNode config = config();
      config.path(LOGINS).fieldNames().forEachRemaining(hosts::add);
      config.path("credHelpers").fieldNames().forEachRemaining(hosts::add);
      String more = environment.getOrDefault(VARIABLE, "");
      json.readTree(more.isBlank() ? "{}" : more)
          .path(LOGINS)
          .fieldNames()
          .forEachRemaining(hosts::add);
    } catch (IOException failure) {
      LOG.warn("Not all logins are known: {} at {}", failure.getClass().getSimpleName(), file);
    }
    return hosts;
  }

  @Override
  public Map<String, String> proxies(String engine) {
    Map<String, String> arguments = new HashMap<>();
    try {
      JsonNode all = config().path("proxies");
      JsonNode proxies = all.has(engine) ? all.path(engine) : all.path("default");
      PROXIES.forEach(
          (key, argument) -> {
            if (!proxies.path(key).asText("").isEmpty()) {
              arguments.put(argument, proxies.path(key).asText());
            }
          });
    } catch (IOException failure) {
      LOG.warn("No proxies: {} at {}", failure.getClass().getSimpleName(), file);
    }
    return arguments;
  }

  private Optional<Login> ofEnvironment(String key) {
    try {
      String logins = environment.getOrDefault(VARIABLE, "");
      return logins.isBlank() ? Optional.empty() : stored(json.readTree(logins).path(LOGINS), key);
    } catch (JsonProcessingException | IllegalArgumentException failure) {
      // the message may quote a secret
      LOG.warn("{} is not understood: {}", VARIABLE, failure.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Optional<Login> ofFile(String key) {
    try {
      JsonNode config = config();
      String helper = config.path("credHelpers").path(key).asText("");
      if (helper.isEmpty()) {
        helper = config.path("credsStore").asText("");
      }
      return helper.isEmpty() ? stored(config.path(LOGINS), key) : asked(helper, key);
    } catch (IOException | IllegalArgumentException failure) {
      // the message may quote the file, and with it a secret
      LOG.warn("No login for {}: {} at {}", key, failure.getClass().getSimpleName(), file);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private JsonNode config() throws IOException {
    return Files.exists(file) ? json.readTree(file.toFile()) : json.createObjectNode();
  }

  private static Optional<Login> stored(JsonNode logins, String key) {
    JsonNode login = logins.path(key);
    for (var entry : logins.properties()) {
      if (login.isMissingNode() && hostOf(entry.getKey()).equals(hostOf(key))) {
        login = entry.getValue();
      }
    }
    String registryToken = login.path("registrytoken").asText("");
    if (!registryToken.isEmpty()) {
      return Optional.of(new Login("", "", registryToken));
    }
    String token = login.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return Optional.of(new Login("", token));
    }
    String encoded = login.path("auth").asText("");
    if (encoded.isEmpty()) {
      return Optional.of(login)
          .filter(node -> node.hasNonNull("username"))
          .map(node -> new Login(node.path("username").asText(), node.path("password").asText("")));
    }
    String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Login(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  private Optional<Login> asked(String helper, String key)
      throws IOException, InterruptedException {
    Command command = Command.of("docker-credential-" + helper, "get").withInput(key);
    CommandResult result = processes.run(command, HELPER_DEADLINE);
    if (!result.exit().equals(new Exit.Completed(0))) {
      return Optional.empty();
    }
    return answer(String.join("\n", result.output()));
  }

  private Optional<Login> answer(String text) throws JsonProcessingException {
    JsonNode answer = json.readTree(text);
    String user = answer.path("Username").asText("");
    String secret = answer.path("Secret").asText("");
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new Login(user.equals(TOKEN_USER) ? "" : user, secret));
  }

  /// The host and port of a key, which may be a URL.
  private static String hostOf(String key) {
    String host = key.replaceFirst("^https?://", "");
    int slash = host.indexOf('/');
    return slash < 0 ? host : host.substring(0, slash);
  }
}
