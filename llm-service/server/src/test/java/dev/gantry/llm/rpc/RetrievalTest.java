package dev.gantry.llm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.Replies;
import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.collections.MetadataValue.Truth;
import dev.gantry.llm.collections.Passage;
import dev.gantry.llm.collections.StoredDocument;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.serving.CollectionState;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.Citation;
import dev.gantry.llm.v1.Filter;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.Membership;
import dev.gantry.llm.v1.MetadataValue;
import dev.gantry.llm.v1.Retrieval;
import dev.gantry.llm.v1.Role;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generation from passages, on a model that answers with its prompt.
class RetrievalTest {
  private static final MetadataValue TRUE = MetadataValue.newBuilder().setTruth(true).build();

  @TempDir private Path directory;

  private CollectionStore store;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    store = CollectionStore.open(directory.resolve("collections"));
    store
        .create("letters", 2, "tiny")
        .upsert(
            List.of(
                document("1", "a is first", Map.of("vowel", new Truth(true)), 0, 1),
                document("2", "b is second", Map.of(), 1, 0)));
    EmbeddingState embeddings = Directions.ready(directory);
    service =
        new RunningService(
            new FakeLanguageModel(prompt -> prompt),
            200,
            new EngineSettings(1, 1, 512, Duration.ofSeconds(30)),
            new CollectionAccess(() -> new CollectionState.Ready(store), () -> embeddings));
  }

  private static StoredDocument document(
      String id,
      String text,
      Map<String, dev.gantry.llm.collections.MetadataValue> metadata,
      float... vector) {
    return new StoredDocument(new Passage(id, text, metadata), vector);
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
    store.close();
  }

  private static GenerateRequest.Builder from(Retrieval.Builder retrieval) {
    return GenerateRequest.newBuilder()
        .setPrompt("a?")
        .setRetrieval(retrieval.setCollection("letters"));
  }

  private static List<Citation> citations(List<GenerateResponse> responses) {
    return responses.get(1).getStarted().getCitationsList();
  }

  @Test
  void answersFromTheNearestPassagesAndNamesThem() throws Exception {
    List<GenerateResponse> responses = service.generate(from(Retrieval.newBuilder()).build());

    assertThat(Replies.text(responses))
        .isEqualTo("Sources:\n[1] a is first\n[2] b is second\n\na?");
    assertThat(citations(responses))
        .containsExactly(
            Citation.newBuilder()
                .setNumber(1)
                .setId("1")
                .setText("a is first")
                .putMetadata("vowel", TRUE)
                .setScore(1)
                .build(),
            Citation.newBuilder().setNumber(2).setId("2").setText("b is second").build());
  }

  @Test
  void looksForWhatItIsTold() throws Exception {
    List<GenerateResponse> responses =
        service.generate(from(Retrieval.newBuilder().setK(1).setQuery("b")).build());

    assertThat(citations(responses)).extracting(Citation::getId).containsExactly("2");
  }

  @Test
  void takesOnlyPassagesThatAFilterMatches() throws Exception {
    Filter vowels =
        Filter.newBuilder().setIn(Membership.newBuilder().setName("vowel").addValues(TRUE)).build();
    List<GenerateResponse> responses =
        service.generate(from(Retrieval.newBuilder().setQuery("b").setFilter(vowels)).build());

    assertThat(citations(responses)).extracting(Citation::getId).containsExactly("1");
  }

  @Test
  void putsPassagesIntoWhatTheSystemSays() throws Exception {
    GenerateRequest.Builder request = from(Retrieval.newBuilder().setK(1));
    ChatInput.Builder chat = ChatInput.newBuilder().addMessages(message(Role.ROLE_USER, "a?"));

    assertThat(Replies.text(service.generate(request.setChat(chat).build())))
        .isEqualTo("system: Sources:\n[1] a is first\n\nuser: a?");
    chat.addMessages(0, message(Role.ROLE_SYSTEM, "Be short."));
    assertThat(Replies.text(service.generate(request.setChat(chat).build())))
        .isEqualTo("system: Be short.\n\nSources:\n[1] a is first\n\nuser: a?");
  }

  private static ChatMessage.Builder message(Role role, String content) {
    return ChatMessage.newBuilder().setRole(role).setContent(content);
  }

  @Test
  void saysWhatIsWrong() {
    assertFails(
        from(Retrieval.newBuilder().setK(51)),
        Code.INVALID_ARGUMENT,
        "The request is not valid: retrieval.k is 51; it must be from 1 to 50.");
    assertFails(
        GenerateRequest.newBuilder()
            .setPrompt("a?")
            .setRetrieval(Retrieval.newBuilder().setCollection("digits")),
        Code.NOT_FOUND,
        "There is no collection \"digits\".");
    assertFails(
        from(Retrieval.newBuilder()).setPrompt("x".repeat(180)),
        Code.INVALID_ARGUMENT,
        "The prompt has at least 221 tokens; the context holds 200, answer included. Shorten the"
            + " prompt.");
  }

  private void assertFails(GenerateRequest.Builder request, Code code, String message) {
    try {
      throw new AssertionError("answered: " + service.generate(request.build()));
    } catch (StatusException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(code);
      assertThat(e.getStatus().getDescription()).isEqualTo(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
