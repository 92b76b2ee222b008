package dev.gantry.llm.conversations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.llm.conversations.ConversationException.Kind;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.ChatMessage.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Turn GREETING = new Turn("Hello!", "Grüß dich 🙂\n\"x\"");
  private static final Turn WEATHER = new Turn("Rain?", "Yes.");

  private final List<String> problems = new ArrayList<>();
  private final List<ConversationStore> stores = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir private Path directory;

  private ConversationStore open(@Nullable Path place) throws IOException {
    stores.add(
        ConversationStore.open(place, new ConversationLimits(2, HOUR), () -> now, problems::add));
    return stores.getLast();
  }

  private ConversationStore reopen() throws IOException {
    stores.getLast().close();
    return open(directory);
  }

  @AfterEach
  void close() throws IOException {
    for (ConversationStore store : stores) {
      store.close();
    }
  }

  private static Conversation append(ConversationStore store, String id, int dropped, Turn turn)
      throws Exception {
    try (TakenConversation taken = store.take(id)) {
      return taken.append(dropped, turn);
    }
  }

  private static Kind failure(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ConversationException.class, call)).kind();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).filter(n -> !n.equals("lock")).toList();
    }
  }

  @Test
  void isThereAfterARestartAsItWas() throws Exception {
    ConversationStore store = open(directory);
    Conversation created = store.create("Be brief.", 100, Duration.ofMinutes(5));
    now = now.plusSeconds(9);
    append(store, created.id(), 0, GREETING);
    Conversation last = append(store, created.id(), 1, WEATHER);

    assertThat(last)
        .isEqualTo(
            new Conversation(
                created.id(),
                "Be brief.",
                100,
                Duration.ofMinutes(5),
                now.minusSeconds(9),
                now,
                1,
                List.of(WEATHER)));
    assertThat(reopen().list()).containsExactly(last);
    assertThat(problems).isEmpty();
  }

  @Test
  void goesOnWithWhatIsNotDropped() throws Exception {
    ConversationStore store = open(null);
    String id = store.create("Be brief.", 0, HOUR).id();
    append(store, id, 0, GREETING);
    Conversation conversation = append(store, id, 0, WEATHER);

    assertThat(conversation.chat(1, "Snow?"))
        .containsExactly(
            new ChatMessage(Role.SYSTEM, "Be brief."),
            new ChatMessage(Role.USER, "Rain?"),
            new ChatMessage(Role.ASSISTANT, "Yes."),
            new ChatMessage(Role.USER, "Snow?"));
    assertThat(store.create("", 0, HOUR).chat(0, "Snow?"))
        .containsExactly(new ChatMessage(Role.USER, "Snow?"));
  }

  @Test
  void belongsToOneAtATime() throws Exception {
    ConversationStore store = open(null);
    String id = store.create("", 0, HOUR).id();
    try (TakenConversation taken = store.take(id)) {
      assertThat(failure(() -> store.take(id))).isEqualTo(Kind.BUSY);
      assertThat(store.get(id)).isEqualTo(taken.conversation());
    }
    append(store, id, 0, WEATHER);

    assertThat(store.get(id).turns()).containsExactly(WEATHER);
  }

  @Test
  void forgetsItsTurnsOrEverything() throws Exception {
    ConversationStore store = open(directory);
    String id = store.create("Be brief.", 0, HOUR).id();
    append(store, id, 0, GREETING);
    append(store, id, 1, WEATHER);
    try (TakenConversation taken = store.take(id)) {
      assertThat(taken.reset().turns()).isEmpty();
    }
    assertThat(reopen().get(id).droppedTurns()).isZero();
    try (TakenConversation taken = stores.getLast().take(id)) {
      taken.delete();
    }

    assertThat(failure(() -> stores.getLast().get(id))).isEqualTo(Kind.MISSING);
    assertThat(failure(() -> stores.getLast().take("../" + id))).isEqualTo(Kind.MISSING);
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesMoreThanItKeeps() throws Exception {
    ConversationStore store = open(null);
    store.create("", 0, HOUR);
    store.create("", 0, HOUR);

    assertThat(failure(() -> store.create("", 0, HOUR))).isEqualTo(Kind.FULL);
  }

  @Test
  void deletesWhatIsNotUsed() throws Exception {
    ConversationStore store = open(directory);
    String old = store.create("", 0, Duration.ofSeconds(10)).id();
    String used = store.create("", 0, Duration.ofSeconds(10)).id();
    TakenConversation taken = store.take(used);
    now = now.plusSeconds(10);

    assertThat(failure(() -> store.get(old))).isEqualTo(Kind.MISSING);
    assertThat(store.list()).containsExactly(taken.conversation());
    taken.append(0, WEATHER);
    taken.close();
    now = now.plusSeconds(9);
    assertThat(store.get(used).turns()).containsExactly(WEATHER);
    now = now.plusSeconds(1);
    assertThat(store.list()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void leavesAConversationAsItWasWhereTheDiskFails() throws Exception {
    ConversationStore store = open(directory);
    Conversation created = store.create("", 0, HOUR);
    // where the new file would be written is something that cannot be written to
    Files.createDirectory(directory.resolve(created.id() + ".unfinished"));

    assertThatThrownBy(() -> append(store, created.id(), 0, WEATHER))
        .isInstanceOf(IOException.class);
    assertThat(store.get(created.id())).isEqualTo(created);
    assertThat(store.take(created.id()).conversation()).isEqualTo(created);
  }

  @Test
  void removesWhatWasNotFinishedAndTellsWhatItCannotRead() throws Exception {
    Files.writeString(directory.resolve("a.unfinished"), "{\"format\":");
    Files.writeString(directory.resolve("b.json"), "{\"format\":1,");
    Files.writeString(directory.resolve("c.json"), "{\"format\":2}");

    assertThat(open(directory).list()).isEmpty();
    assertThat(files()).containsExactlyInAnyOrder("b.json", "c.json");
    assertThat(problems)
        .hasSize(2)
        .anyMatch(problem -> problem.contains("b.json"))
        .anyMatch(problem -> problem.contains("c.json") && problem.contains("format 2"));
  }

  @Test
  void leavesADirectoryToWhoHasIt() throws Exception {
    open(directory);

    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("uses " + directory);
  }
}
