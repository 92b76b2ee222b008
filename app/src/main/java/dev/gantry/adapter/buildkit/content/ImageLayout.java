package dev.gantry.adapter.buildkit.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// A directory with images, or with cache, in the layout that OCI gives them (image-spec,
/// `image-layout.md`): blobs by their digests, and an index of what has a name.
///
/// @param directory which may come into being with the first blob
public record ImageLayout(Path directory) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Nothing else is in use, and nothing else may become a path.
  private static final Pattern DIGEST =
      Pattern.compile("(sha256|sha384|sha512):([0-9a-f]{64,128})");

  private static final String INDEX = "index.json";
  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

  /// A tag, and the whole name of an image where a program knows it.
  private static final String TAG = "org.opencontainers.image.ref.name";

  private static final String NAME = "io.containerd.image.name";

  /// The place of a blob, whether there is one or not; empty for what is no digest.
  Optional<Path> blob(String digest) {
    Matcher matcher = DIGEST.matcher(digest);
    return matcher.matches()
        ? Optional.of(directory.resolve("blobs", matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /// Whether a blob is there.
  public boolean has(String digest) {
    return blob(digest).filter(Files::isRegularFile).isPresent();
  }

  /// The digest of what has a name or tag in the index; empty also where there is no index.
  ///
  /// @throws IOException if the index cannot be read
  public Optional<String> digest(String reference) throws IOException {
    List<JsonNode> manifests = manifests();
    return Optional.<JsonNode>empty()
        .or(() -> named(manifests, NAME, reference))
        .or(() -> named(manifests, TAG, reference))
        .map(manifest -> manifest.path("digest").asText());
  }

  /// The digest of the one thing that the index has; empty if there are several or none.
  ///
  /// @throws IOException if the index cannot be read
  public Optional<String> onlyDigest() throws IOException {
    List<JsonNode> manifests = manifests();
    return manifests.size() == 1
        ? Optional.of(manifests.getFirst().path("digest").asText())
        : Optional.empty();
  }

  /// Puts something that is there under a tag, which it takes from what had it.
  ///
  /// @param descriptor in JSON, as OCI describes a blob
  /// @throws IOException if the index cannot be written
  public void tag(String descriptor, String tag) throws IOException {
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    ArrayNode kept = index.putArray("manifests");
    for (JsonNode manifest : manifests()) {
      JsonNode annotations = manifest.path("annotations");
      if (annotations.hasNonNull(NAME) || !annotations.path(TAG).asText().equals(tag)) {
        kept.add(manifest);
      }
    }
    ObjectNode added = JSON.readTree(descriptor).require();
    added.withObjectProperty("annotations").put(TAG, tag);
    kept.add(added);
    Files.createDirectories(directory);
    write("oci-layout", JSON.createObjectNode().put("imageLayoutVersion", "1.0.0"));
    write(INDEX, index);
  }

  private List<JsonNode> manifests() throws IOException {
    try {
      JsonNode index = JSON.readTree(Files.readAllBytes(directory.resolve(INDEX)));
      return StreamSupport.stream(index.path("manifests").spliterator(), false).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static Optional<JsonNode> named(List<JsonNode> manifests, String key, String value) {
    return manifests.stream()
        .filter(manifest -> manifest.path("annotations").path(key).asText().equals(value))
        .findFirst();
  }

  /// Others see the old file or the new one, and nothing in between.
  private void write(String name, JsonNode content) throws IOException {
    Path temporary = directory.resolve(name + "." + UUID.randomUUID());
    try {
      Files.write(temporary, JSON.writeValueAsBytes(content));
      Files.move(
          temporary,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
