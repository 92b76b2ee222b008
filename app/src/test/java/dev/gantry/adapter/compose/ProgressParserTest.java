package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gantry.adapter.compose.ProgressLine.Detail;
import dev.gantry.adapter.compose.ProgressLine.Failure;
import dev.gantry.adapter.compose.ProgressLine.Progress;
import dev.gantry.domain.compose.SwitchEvent.Message;
import dev.gantry.domain.compose.SwitchEvent.Resource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressParserTest {

  private final ProgressParser parser = new ProgressParser();

  @ParameterizedTest
  @ValueSource(strings = {"2.40", "2.26"})
  void readsASwitch(String version) {
    assertThat(read("up-" + version + ".txt"))
        .containsExactlyInAnyOrder(
            resource("container", "demo-db-1", "Creating"),
            resource("container", "demo-db-1", "Created"),
            resource("container", "demo-db-1", "Starting"),
            resource("container", "demo-db-1", "Started"),
            resource("container", "demo-db-1", "Waiting"),
            resource("container", "demo-db-1", "Healthy"),
            resource("container", "demo-web-1", "Recreate"),
            resource("container", "demo-web-1", "Recreated"),
            resource("container", "demo-web-1", "Starting"),
            resource("container", "demo-web-1", "Started"),
            resource("container", "demo-web-1", "Waiting"),
            resource("container", "demo-web-1", "Healthy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.40", "2.26"})
  void readsAStop(String version) {
    assertThat(read("down-" + version + ".txt"))
        .startsWith(resource("container", "demo-web-1", "Stopping"))
        .endsWith(
            resource("network", "demo_default", "Removing"),
            resource("network", "demo_default", "Removed"))
        .hasSize(10);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        argumentSet(
            "phase and state of version 5",
            "{\"id\":\"Container a-web-1\",\"status\":\"Working\",\"text\":\"Starting\"}",
            resource("container", "a-web-1", "Starting")),
        argumentSet(
            "volume in quotes",
            "{\"id\":\"Volume \\\"a_data\\\"\",\"status\":\"Created\"}",
            resource("volume", "a_data", "Created")),
        argumentSet(
            "pull", "{\"id\":\"web\",\"text\":\"Pulling\"}", resource("image", "web", "Pulling")),
        argumentSet("plain pull", " web Pulling ", resource("image", "web", "Pulling")),
        argumentSet(
            "pull of version 5",
            "{\"id\":\"Image debian:13\",\"status\":\"Done\",\"text\":\"Pulled\"}",
            resource("image", "debian:13", "Pulled")),
        argumentSet(
            "layer of a pull",
            "{\"id\":\"a1b2\",\"parent_id\":\"web\",\"text\":\"Downloading\",\"current\":1}",
            new Detail()),
        argumentSet(
            "warning about a pull",
            "{\"id\":\"web\",\"text\":\"Warning\",\"status\":\"no such host\"}",
            new Progress(new Message("web: no such host"))),
        argumentSet(
            "error of a container",
            "{\"id\":\"Container a-web-1\",\"status\":\"Error response from daemon: No such image\"}",
            resource("container", "a-web-1", "Error")),
        argumentSet(
            "warning",
            "{\"level\":\"warning\",\"msg\":\"The \\\"A\\\" variable is not set.\",\"time\":\"x\"}",
            new Progress(new Message("The \"A\" variable is not set."))),
        argumentSet(
            "failure",
            "{\"error\":true,\"message\":\"container a-web-1 is unhealthy\"}",
            new Failure("container a-web-1 is unhealthy")),
        argumentSet("failure without a word", "{\"error\":true}", new Failure("")),
        argumentSet(
            "plain failure",
            "container a-web-1 is unhealthy",
            new Failure("container a-web-1 is unhealthy")),
        argumentSet(
            "plain warning",
            "time=\"2026-11-22T10:00:00Z\" level=warning msg=\"old\"",
            new Progress(new Message("time=\"2026-11-22T10:00:00Z\" level=warning msg=\"old\""))),
        argumentSet(
            "remark",
            "Warning: No resource found to remove for project \"a\".",
            new Progress(new Message("Warning: No resource found to remove for project \"a\"."))),
        argumentSet("broken JSON", "{\"id\":", new Failure("{\"id\":")),
        argumentSet("nothing", "", new Detail()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsALine(String line, ProgressLine expected) {
    assertThat(parser.read(line)).isEqualTo(expected);
  }

  private List<ProgressLine> read(String file) {
    return Recorded.text(file).lines().filter(line -> !line.isBlank()).map(parser::read).toList();
  }

  private static ProgressLine resource(String kind, String name, String state) {
    return new Progress(new Resource(kind, name, state));
  }
}
