package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.LineRange;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What BuildKit adds to the error of a failed build. Engines since 23.0 have it; older ones give
/// the message only.
///
/// The details of the gRPC status are JSON, whatever their type says, for example
///
/// ```json
/// {"info": {"filename": "Dockerfile", "data": "RlJPTSBzY3JhdGNoCg=="},
///  "ranges": [{"start": {"line": 3}, "end": {"line": 3}}]}
/// ```
///
/// @param step the step that failed
/// @param exitCode of the program that the step ran
/// @param source where in which file the failed instruction stands
record ErrorDetails(Optional<StepId> step, Optional<Integer> exitCode, Optional<Source> source) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "errdefs.Source+json";
  private static final String VERTEX = "errdefs.Vertex+json";
  private static final String EXIT = "ExitMessage+json";

  /// Lines of a source file.
  record Source(String file, List<String> text, Optional<LineRange> lines) {
    Source {
      text = List.copyOf(text);
    }
  }

  static ErrorDetails of(Throwable failure) {
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    List<Any> details = status == null ? List.of() : status.getDetailsList();
    return new ErrorDetails(
        find(details, VERTEX).map(node -> new StepId(node.path("digest").asText())),
        find(details, EXIT).filter(node -> node.has("Code")).map(node -> node.path("Code").asInt()),
        // the innermost source is the one that the user wrote last
        find(details, SOURCE).map(ErrorDetails::source));
  }

  private static Optional<JsonNode> find(List<Any> details, String type) {
    for (Any detail : details) {
      if (detail.getTypeUrl().endsWith(type)) {
        try {
          return Optional.of(JSON.readTree(detail.getValue().toStringUtf8()));
        } catch (JsonProcessingException _) {
          // not what this version of the driver knows: as good as not there
        }
      }
    }
    return Optional.empty();
  }

  private static Source source(JsonNode node) {
    JsonNode info = node.path("info");
    String text =
        new String(
            Base64.getDecoder().decode(info.path("data").asText("")), StandardCharsets.UTF_8);
    List<Integer> lines = new ArrayList<>();
    for (JsonNode range : node.path("ranges")) {
      lines.add(range.path("start").path("line").asInt());
      lines.add(range.path("end").path("line").asInt());
    }
    int first = lines.stream().mapToInt(Integer::intValue).filter(n -> n > 0).min().orElse(0);
    int last = lines.stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Source(
        info.path("filename").asText(""),
        text.lines().toList(),
        first == 0 ? Optional.empty() : Optional.of(new LineRange(first, last)));
  }
}
