package dev.gantry.adapter.buildkit.fallback;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import java.util.Base64;

/// One JSON object of the answer to `POST /build` (moby, `pkg/jsonmessage` and
/// `api/server/backend/build`).
public sealed interface BuildMessage {

  /// What BuildKit's Status stream would have told.
  record Trace(StatusResponse status) implements BuildMessage {}

  /// The image is there.
  record Image(String id) implements BuildMessage {}

  /// Text of the classic builder: the names of steps and what they write.
  record Text(String text) implements BuildMessage {}

  /// The build has failed.
  record Failure(String message) implements BuildMessage {}

  /// Nothing of interest.
  record Other() implements BuildMessage {}

  /// Reads a message.
  ///
  /// @throws InvalidProtocolBufferException if BuildKit's part of it makes no sense
  static BuildMessage of(JsonNode json) throws InvalidProtocolBufferException {
    if (json.has("error") || json.has("errorDetail")) {
      String message = json.path("errorDetail").path("message").asText("");
      return new Failure(message.isEmpty() ? json.path("error").asText() : message);
    }
    if (json.path("id").asText().equals("moby.buildkit.trace")) {
      byte[] status = Base64.getDecoder().decode(json.path("aux").asText());
      return new Trace(StatusResponse.parseFrom(status));
    }
    if (json.path("aux").has("ID")) {
      return new Image(json.path("aux").path("ID").asText());
    }
    return json.has("stream") ? new Text(json.path("stream").asText()) : new Other();
  }
}
