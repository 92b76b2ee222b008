package dev.gantry.adapter.buildkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.LineRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// BuildKit's account of how it built an image, as far as it tells about layers: an in-toto
/// statement of the type `https://slsa.dev/provenance/v0.2`, which BuildKit keeps with every
/// successful build.
///
/// ```json
/// {"buildConfig": {
///    "llbDefinition": [
///      {"id": "step0", "op": {"Op": {"source": {}}}}, {"id": "step1", "inputs": ["step0:0"]}],
///    "digestMapping": {"sha256:55724397…": "step0"}},
///  "metadata": {"https://mobyproject.org/buildkit@v1#metadata": {
///    "layers": {"step0:0": [[{"digest": "sha256:73bcc391…"}]]},
///    "source": {
///      "infos": [{"filename": "Dockerfile"}],
///      "locations": {"step0": {"locations": [{"ranges": [{"start": {"line": 1}}]}]}}}}}}
/// ```
///
/// @param exported the operation whose result is the image
/// @param operations all of them, in no order
record Provenance(Optional<Operation> exported, List<Operation> operations) {
  Provenance {
    operations = List.copyOf(operations);
  }

  /// One operation of the build.
  ///
  /// @param step the vertex of it in the status stream
  /// @param layers digests of all layers of its result, from the bottom up; empty where the result
  ///   was never exported
  /// @param isSource whether it brings in what exists already, such as a base image
  /// @param base the vertex of the operation whose result it goes on from
  /// @param file where it stands; empty for what BuildKit does for itself
  record Operation(
      StepId step,
      List<String> layers,
      boolean isSource,
      Optional<StepId> base,
      Optional<String> file,
      Optional<LineRange> lines) {
    Operation {
      layers = List.copyOf(layers);
    }
  }

  private static final String METADATA = "https://mobyproject.org/buildkit@v1#metadata";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @throws IOException if it is no JSON
  static Provenance parse(byte[] statement) throws IOException {
    JsonNode root = JSON.readTree(statement);
    JsonNode predicate = root.has("predicate") ? root.path("predicate") : root;
    JsonNode metadata = predicate.path("metadata").path(METADATA);
    JsonNode definition = predicate.path("buildConfig").path("llbDefinition");
    Map<String, StepId> steps = new HashMap<>();
    for (Map.Entry<String, JsonNode> mapping :
        predicate.path("buildConfig").path("digestMapping").properties()) {
      steps.put(mapping.getValue().asText(), new StepId(mapping.getKey()));
    }
    Map<String, Operation> operations = new HashMap<>();
    for (JsonNode entry : definition) {
      String name = entry.path("id").asText();
      if (steps.containsKey(name)) {
        operations.put(name, operation(name, entry, steps, metadata));
      }
    }
    return new Provenance(
        exported(definition).flatMap(name -> Optional.ofNullable(operations.get(name))),
        List.copyOf(operations.values()));
  }

  /// The last entry of the definition is no operation itself, but names the result.
  private static Optional<String> exported(JsonNode definition) {
    return input(definition.path(definition.size() - 1));
  }

  /// The operation that an entry names first; the others bring in files.
  private static Optional<String> input(JsonNode entry) {
    String result = entry.path("inputs").path(0).asText("");
    int colon = result.indexOf(':');
    return colon < 0 ? Optional.empty() : Optional.of(result.substring(0, colon));
  }

  private static Operation operation(
      String name, JsonNode entry, Map<String, StepId> steps, JsonNode metadata) {
    JsonNode location =
        metadata.path("source").path("locations").path(name).path("locations").path(0);
    String file =
        metadata
            .path("source")
            .path("infos")
            .path(location.path("sourceIndex").asInt(0))
            .path("filename")
            .asText("");
    Optional<LineRange> lines = lines(location.path("ranges"));
    return new Operation(
        Objects.requireNonNull(steps.get(name)),
        layers(metadata.path("layers").path(name + ":0").path(0)),
        entry.path("op").path("Op").has("source"),
        input(entry).map(steps::get),
        lines.map(_ -> file).filter(text -> !text.isEmpty()),
        lines);
  }

  private static List<String> layers(JsonNode chain) {
    return StreamSupport.stream(chain.spliterator(), false)
        .map(layer -> layer.path("digest").asText())
        .toList();
  }

  private static Optional<LineRange> lines(JsonNode ranges) {
    int[] numbers =
        StreamSupport.stream(ranges.spliterator(), false)
            .flatMapToInt(
                range ->
                    IntStream.of(
                        range.path("start").path("line").asInt(),
                        range.path("end").path("line").asInt()))
            .filter(number -> number > 0)
            .sorted()
            .toArray();
    return numbers.length == 0
        ? Optional.empty()
        : Optional.of(new LineRange(numbers[0], numbers[numbers.length - 1]));
  }
}
