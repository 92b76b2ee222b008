package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.collections.DocumentCollection;
import dev.gantry.llm.collections.Filter;
import dev.gantry.llm.collections.Match;
import dev.gantry.llm.generation.GenerationRequest.Input;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.PromptText.Part;
import dev.gantry.llm.v1.Citation;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.Retrieval;
import io.grpc.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks passages up in a collection and puts them before what is asked, numbered from 1.
final class Retriever {
  private static final int DEFAULT_PASSAGES = 3;
  private static final int MOST_PASSAGES = 50;
  private static final int LONGEST_QUERY_BYTES = 64 << 10;

  private final CollectionAccess collections;

  Retriever(CollectionAccess collections) {
    this.collections = collections;
  }

  /// The passages that a request asks for; none, where it asks for none.
  List<Match> find(GenerateRequest request)
      throws InvalidRequestException, CollectionException, IOException {
    if (!request.hasRetrieval()) {
      return List.of();
    }
    Retrieval retrieval = request.getRetrieval();
    Filter filter = check(retrieval);
    DocumentCollection collection = collections.store().get(retrieval.getCollection());
    float[] direction =
        collections
            .vectors()
            .embed(collection.info(), List.of(query(request)), Context.current()::isCancelled)
            .getFirst();
    return collection.query(direction, k(retrieval), filter);
  }

  private static @Nullable Filter check(Retrieval retrieval) throws InvalidRequestException {
    Violations violations = new Violations();
    long k = Integer.toUnsignedLong(k(retrieval));
    violations.require(
        k >= 1 && k <= MOST_PASSAGES,
        "retrieval.k",
        "retrieval.k is %d; it must be from 1 to %d".formatted(k, MOST_PASSAGES));
    violations.requireWithin(
        "retrieval.query", "bytes", retrieval.getQueryBytes().size(), 0, LONGEST_QUERY_BYTES);
    Filter filter =
        retrieval.hasFilter() ? new MetadataReader(violations).filter(retrieval.getFilter()) : null;
    violations.throwIfAny();
    return filter;
  }

  private static int k(Retrieval retrieval) {
    return retrieval.hasK() ? retrieval.getK() : DEFAULT_PASSAGES;
  }

  private static String query(GenerateRequest request) {
    if (request.getRetrieval().hasQuery()) {
      return request.getRetrieval().getQuery();
    }
    return request.hasChat()
        ? request.getChat().getMessagesList().getLast().getContent()
        : request.getPrompt();
  }

  /// The input with the passages before it. In a chat they belong to what the system says first.
  static Input with(List<Match> passages, Input input) {
    if (passages.isEmpty()) {
      return input;
    }
    String sources = sources(passages);
    return switch (input) {
      case Input.Text(PromptText text) -> {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(sources, true));
        parts.addAll(text.parts());
        yield new Input.Text(new PromptText(parts));
      }
      case Input.Chat(var messages) -> new Input.Chat(withSystem(sources, messages));
    };
  }

  private static List<ChatMessage> withSystem(String sources, List<ChatMessage> messages) {
    List<ChatMessage> all = new ArrayList<>(messages);
    if (messages.getFirst().role() == ChatMessage.Role.SYSTEM) {
      String instructions = all.removeFirst().content();
      all.addFirst(new ChatMessage(ChatMessage.Role.SYSTEM, instructions + "\n\n" + sources));
    } else {
      all.addFirst(new ChatMessage(ChatMessage.Role.SYSTEM, sources));
    }
    return all;
  }

  private static String sources(List<Match> passages) {
    StringBuilder text = new StringBuilder("Sources:\n");
    for (int i = 0; i < passages.size(); i++) {
      text.append("[%d] %s\n".formatted(i + 1, passages.get(i).passage().text()));
    }
    return text.append('\n').toString();
  }

  static List<Citation> citations(List<Match> passages) {
    List<Citation> citations = new ArrayList<>();
    for (Match match : passages) {
      Citation.Builder citation =
          Citation.newBuilder()
              .setNumber(citations.size() + 1)
              .setId(match.passage().id())
              .setText(match.passage().text())
              .setScore(match.score());
      match
          .passage()
          .metadata()
          .forEach((name, value) -> citation.putMetadata(name, MetadataReader.write(value)));
      citations.add(citation.build());
    }
    return citations;
  }
}
