package dev.gantry.llm.serving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept in the data directory, and models, when something is in the way.
class HostsTest {
  private static final ConversationLimits LIMITS = new ConversationLimits(1, Duration.ofHours(1));

  private final List<String> events = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  private void log(EventLog.Level level, String event, EventLog.Field... fields) {
    events.add(level + " " + event + " " + Arrays.asList(fields));
  }

  @Test
  void keepsNoCollectionsWithoutADirectory() {
    try (CollectionHost host = CollectionHost.open(null, this::log)) {
      assertThat(host.state()).isEqualTo(new CollectionState.Disabled());
    }
    assertThat(events).isEmpty();
  }

  @Test
  void opensAndClosesCollections() {
    try (CollectionHost host = CollectionHost.open(directory, this::log)) {
      assertThat(host.state()).isInstanceOf(CollectionState.Ready.class);
    }
    assertThat(events).singleElement().asString().startsWith("INFO collections.ready");
  }

  @Test
  void saysWhyCollectionsCannotBeOpened() throws IOException {
    Files.writeString(directory.resolve("collections"), "a file");
    try (CollectionHost host = CollectionHost.open(directory, this::log)) {
      assertThat(host.state())
          .isInstanceOfSatisfying(
              CollectionState.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .startsWith(
                          "The collections in %s cannot be used"
                              .formatted(directory.resolve("collections"))));
    }
    assertThat(events).singleElement().asString().startsWith("ERROR collections.failed");
  }

  @Test
  void keepsConversationsInMemoryWithoutADirectory() {
    try (ConversationHost host = ConversationHost.open(null, LIMITS, this::log)) {
      assertThat(host.state()).isInstanceOf(ConversationState.Ready.class);
    }
  }

  @Test
  void tellsOfConversationsThatCannotBeRead() throws IOException {
    Path conversations = Files.createDirectory(directory.resolve("conversations"));
    Files.writeString(conversations.resolve("x.json"), "[]");
    try (ConversationHost host = ConversationHost.open(directory, LIMITS, this::log)) {
      assertThat(host.state()).isInstanceOf(ConversationState.Ready.class);
    }
    assertThat(events.getFirst()).startsWith("WARN conversation.unreadable").contains("x.json");
  }

  @Test
  void saysWhyConversationsCannotBeOpened() {
    try (ConversationHost first = ConversationHost.open(directory, LIMITS, this::log);
        ConversationHost second = ConversationHost.open(directory, LIMITS, this::log)) {
      assertThat(first.state()).isInstanceOf(ConversationState.Ready.class);
      assertThat(second.state())
          .isInstanceOfSatisfying(
              ConversationState.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .contains("uses " + directory.resolve("conversations"))
                      .endsWith("Set data-dir to a directory of this server's own."));
    }
  }

  private ModelHost models() throws Exception {
    Files.copy(TestModel.FILE, directory.resolve("a.gguf"));
    return new ModelHost(
        ConfigReader.read(
            List.of(
                "--model-path=" + directory.resolve("a.gguf"),
                "--natives-dir=" + TestModel.NATIVES),
            Map.of()),
        this::log,
        _ -> {},
        (_, thrown) -> events.add("died " + thrown));
  }

  @Test
  void changesNoModelAfterTheEnd() throws Exception {
    ModelHost host = models();
    assertThat(host.drain(Duration.ofSeconds(20))).isTrue();

    assertThat(
            requireNonNull(
                    catchThrowableOfType(
                        ModelChangeException.class,
                        () -> host.load("a.gguf", Duration.ofSeconds(1))))
                .kind())
        .isEqualTo(ModelChangeException.Kind.DRAINING);
    assertThat(host.state()).isEqualTo(new ModelState.Draining());
  }

  @Test
  void takesOneChangeAtATime() throws Exception {
    ModelHost host = models();
    host.start();
    // the first load is one
    ModelChangeException changing =
        requireNonNull(
            catchThrowableOfType(
                ModelChangeException.class, () -> host.unload(Duration.ofSeconds(1))));

    assertThat(changing.kind()).isEqualTo(ModelChangeException.Kind.CHANGING);
    host.drain(Duration.ofSeconds(20));
    assertThat(events).noneMatch(event -> event.startsWith("died"));
  }
}
