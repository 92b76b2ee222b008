package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Layer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryLayersTest {

  private static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void leavesOutWhatChangedTheConfigurationOnly() {
    List<HistoryEntry> history =
        List.of(
            entry("# debian.sh --arch 'amd64'", 78_000_000),
            entry("ENV LANG=C.UTF-8", 0),
            entry("WORKDIR /app", 0),
            entry("COPY /out /app # buildkit", 2_000),
            entry("USER app", 0),
            entry("RUN /bin/sh -c id # buildkit", 0),
            entry("ENTRYPOINT [\"/app/start\"]", 0));

    assertThat(HistoryLayers.of(diffIds(4), history))
        .isEqualTo(
            List.of(
                layer(0, "# debian.sh --arch 'amd64'", 78_000_000),
                layer(1, "WORKDIR /app", 0),
                layer(2, "COPY /out /app # buildkit", 2_000),
                layer(3, "RUN /bin/sh -c id # buildkit", 0)));
  }

  @Test
  void leavesOutAWorkingDirectoryThatWasThereBefore() {
    List<HistoryEntry> history =
        List.of(
            entry("COPY /out /app # buildkit", 2_000),
            entry("WORKDIR /app", 0),
            entry("RUN /bin/sh -c id # buildkit", 0));

    assertThat(HistoryLayers.of(diffIds(2), history))
        .extracting(Layer::command)
        .containsExactly("COPY /out /app # buildkit", "RUN /bin/sh -c id # buildkit");
  }

  @Test
  void takesAnEmptyLayerOfAnUnknownToolWhenTheCountAsksForIt() {
    List<HistoryEntry> history =
        List.of(entry("bazel build ...", 0), entry("ENV A=b", 0), entry("COPY x y", 5));

    assertThat(HistoryLayers.of(diffIds(2), history))
        .extracting(Layer::command)
        .containsExactly("bazel build ...", "COPY x y");
  }

  @Test
  void tellsTheLayersOfAnImageWithoutHistory() {
    assertThat(HistoryLayers.of(diffIds(2), List.of()))
        .isEqualTo(
            List.of(
                new Layer(0, diffId(0), 0, "", Instant.EPOCH, Optional.empty()),
                new Layer(1, diffId(1), 0, "", Instant.EPOCH, Optional.empty())));
  }

  private static HistoryEntry entry(String command, long sizeBytes) {
    return new HistoryEntry(command, sizeBytes, CREATED);
  }

  private static Layer layer(int index, String command, long sizeBytes) {
    return new Layer(index, diffId(index), sizeBytes, command, CREATED, Optional.empty());
  }

  private static List<Digest> diffIds(int count) {
    return IntStream.range(0, count).mapToObj(HistoryLayersTest::diffId).toList();
  }

  private static Digest diffId(int index) {
    return new Digest("sha256:" + Integer.toString(index).repeat(64));
  }
}
