package dev.gantry.adapter.buildkit.status;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.gantry.adapter.buildkit.proto.ProgressGroup;
import dev.gantry.adapter.buildkit.proto.Range;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.adapter.buildkit.proto.Vertex;
import dev.gantry.adapter.buildkit.proto.VertexLog;
import dev.gantry.adapter.buildkit.proto.VertexStatus;
import dev.gantry.adapter.buildkit.proto.VertexWarning;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.StepGroup;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.LineRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns the messages of BuildKit's Status stream into [BuildEvent]s; the only place that knows
/// both. One mapper reads one stream, in order.
public final class StatusMapper {

  private static final int ERROR_STREAM = 2;

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final int MAX_NANOS = 999_999_999;

  private final Map<Stream, LogDecoder> decoders = new HashMap<>();

  private record Stream(String vertex, long number) {}

  public List<BuildEvent> events(StatusResponse message) {
    List<BuildEvent> events = new ArrayList<>();
    message.getVertexesList().forEach(vertex -> events.add(step(vertex)));
    message.getStatusesList().forEach(status -> events.add(transfer(status)));
    message.getLogsList().forEach(log -> events.add(output(log)));
    message.getWarningsList().forEach(warning -> events.add(warning(warning)));
    return events;
  }

  private static BuildEvent step(Vertex vertex) {
    return new BuildEvent.StepUpdated(
        new StepId(vertex.getDigest()),
        vertex.getName(),
        vertex.getInputsList().stream().map(StepId::new).toList(),
        vertex.getCached(),
        vertex.hasStarted() ? Optional.of(instant(vertex.getStarted())) : Optional.empty(),
        vertex.hasCompleted() ? Optional.of(instant(vertex.getCompleted())) : Optional.empty(),
        Optional.of(vertex.getError()).filter(error -> !error.isEmpty()),
        vertex.hasProgressGroup()
            ? Optional.of(group(vertex.getProgressGroup()))
            : Optional.empty());
  }

  private static StepGroup group(ProgressGroup group) {
    return new StepGroup(group.getId(), group.getName(), group.getWeak());
  }

  private static BuildEvent transfer(VertexStatus status) {
    return new BuildEvent.Transfer(
        new StepId(status.getVertex()),
        status.getId(),
        status.getCurrent(),
        status.getTotal(),
        status.hasStarted() ? Optional.of(instant(status.getStarted())) : Optional.empty(),
        status.hasCompleted() ? Optional.of(instant(status.getCompleted())) : Optional.empty());
  }

  private BuildEvent output(VertexLog log) {
    LogDecoder decoder =
        decoders.computeIfAbsent(
            new Stream(log.getVertex(), log.getStream()), _ -> new LogDecoder());
    return new BuildEvent.Output(
        new StepId(log.getVertex()),
        instant(log.getTimestamp()),
        log.getStream() == ERROR_STREAM,
        decoder.decode(log.getMsg().asReadOnlyByteBuffer()));
  }

  private static BuildEvent warning(VertexWarning warning) {
    return new BuildEvent.Warning(
        Optional.of(warning.getVertex()).filter(digest -> !digest.isEmpty()).map(StepId::new),
        warning.getShortText().toStringUtf8(),
        warning.getDetailList().stream()
            .map(ByteString::toStringUtf8)
            .collect(Collectors.joining("\n")),
        warning.getUrl(),
        Optional.of(warning.getInfo().getFilename()).filter(file -> !file.isEmpty()),
        lines(warning.getRangesList()));
  }

  /// BuildKit gives one range per line of an instruction.
  private static Optional<LineRange> lines(List<Range> ranges) {
    int first = ranges.stream().mapToInt(range -> range.getStart().getLine()).min().orElse(0);
    int last = ranges.stream().mapToInt(range -> range.getEnd().getLine()).max().orElse(0);
    return first < 1 ? Optional.empty() : Optional.of(new LineRange(first, Math.max(first, last)));
  }

  /// A time outside the years 1 to 9999, which a timestamp cannot have, counts as the nearest.
  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(
        Math.clamp(timestamp.getSeconds(), FIRST_SECOND, LAST_SECOND),
        Math.clamp(timestamp.getNanos(), 0, MAX_NANOS));
  }
}
