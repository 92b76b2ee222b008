package dev.gantry.adapter.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.adapter.compose.ProgressLine.Detail;
import dev.gantry.adapter.compose.ProgressLine.Failure;
import dev.gantry.adapter.compose.ProgressLine.Progress;
import dev.gantry.domain.compose.SwitchEvent.Message;
import dev.gantry.domain.compose.SwitchEvent.Resource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the progress of the compose tool.
///
/// Version 2 writes `{"id":"Container a-web-1","status":"Starting"}` with `--progress json`,
/// version 5 `{"id":"Container a-web-1","status":"Working","text":"Starting"}`; older ones know
/// plain lines only: ` Container a-web-1 Starting`, and what goes wrong without the space before
/// it.
final class ProgressParser {

  /// What `status` says in version 5, which has the state in `text`.
  private static final Set<String> PHASES = Set.of("Working", "Done", "Warning", "Error");

  private static final Pattern KIND_AND_NAME =
      Pattern.compile("(Container|Network|Volume|Image)\\s+\"?([^\"\\s]+)\"?");
  private static final Pattern PLAIN =
      Pattern.compile("\\s(\\S.*?)(?:\\s{2}|\\s(?=Pull))(\\S.*?)\\s*");

  private final ObjectMapper json = new ObjectMapper();

  ProgressLine read(String line) {
    if (!line.startsWith("{")) {
      return text(line);
    }
    try {
      return object(json.readTree(line));
    } catch (JsonProcessingException _) {
      return text(line);
    }
  }

  private static ProgressLine object(JsonNode line) {
    if (line.path("error").asBoolean()) {
      return new Failure(line.path("message").asText(""));
    }
    if (line.has("msg")) {
      return new Progress(new Message(line.path("msg").asText()));
    }
    String id = line.path("id").asText("");
    if (id.isEmpty() || line.has("parent_id")) {
      return new Detail();
    }
    String status = line.path("status").asText("");
    String text = line.path("text").asText("");
    if (text.equals("Warning")) {
      return new Progress(new Message(id + ": " + status));
    }
    return resource(id, status.isEmpty() || PHASES.contains(status) ? text : status);
  }

  private static ProgressLine text(String line) {
    Matcher matcher = PLAIN.matcher(line);
    if (matcher.matches()) {
      return resource(matcher.group(1), matcher.group(2));
    }
    if (line.isBlank()) {
      return new Detail();
    }
    boolean isRemark =
        line.startsWith(" ") || line.startsWith("time=") || line.startsWith("Warning");
    return isRemark ? new Progress(new Message(line.strip())) : new Failure(line);
  }

  private static ProgressLine resource(String id, String state) {
    if (state.isBlank()) {
      return new Detail();
    }
    // the message of an error comes once more, as the failure
    String word = state.startsWith("Error") ? "Error" : state;
    Matcher matcher = KIND_AND_NAME.matcher(id);
    return new Progress(
        matcher.matches()
            ? new Resource(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), word)
            // while images are pulled, the name of the service stands alone
            : new Resource("image", id, word));
  }
}
