package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The contexts of a Docker configuration, in the layout of the CLI's store (`cli/context/store`):
/// `contexts/meta/<sha256 of the name>/meta.json` and TLS files in `contexts/tls/<sha256 of the
/// name>/docker`.
final class DockerContexts {

  /// The context that is always there and stands for the default socket.
  private static final String DEFAULT = "default";

  private final ObjectMapper json = new ObjectMapper();
  private final Path directory;

  /// @param directory of the Docker configuration
  DockerContexts(Path directory) {
    this.directory = directory;
  }

  /// The context that `docker context use` chose; empty for the default one.
  Optional<String> current() {
    Path file = directory.resolve("config.json");
    return Files.exists(file)
        ? named(read(file).path("currentContext").asText(""))
        : Optional.empty();
  }

  /// The name as a choice: empty for the default context.
  static Optional<String> named(String context) {
    return context.isBlank() || context.equals(DEFAULT) ? Optional.empty() : Optional.of(context);
  }

  /// Where the engine of a context listens.
  EngineAddress address(String context) {
    String id = sha256(context);
    Path file = directory.resolve("contexts").resolve("meta").resolve(id).resolve("meta.json");
    if (!Files.exists(file)) {
      throw invalid(file, "no such context: " + context);
    }
    Path tls = directory.resolve("contexts").resolve("tls").resolve(id).resolve("docker");
    boolean hasFiles = Files.isDirectory(tls);
    JsonNode endpoint = read(file).path("Endpoints").path("docker");
    boolean anyCertificate = endpoint.path("SkipTLSVerify").asBoolean();
    try {
      return new EngineAddress(
          DockerHost.normalized(endpoint.path("Host").asText(""), hasFiles || anyCertificate),
          Source.CONTEXT,
          hasFiles ? Optional.of(tls) : Optional.empty(),
          anyCertificate);
    } catch (IllegalArgumentException e) {
      throw invalid(file, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode read(Path file) {
    try {
      return json.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw invalid(file, String.valueOf(e.getMessage()));
    }
  }

  private static GantryException invalid(Path file, String cause) {
    return new GantryException(new Problem.EngineConfigurationInvalid(file.toString(), cause));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
