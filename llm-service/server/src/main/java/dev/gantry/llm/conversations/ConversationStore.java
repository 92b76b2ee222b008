package dev.gantry.llm.conversations;

import dev.gantry.llm.conversations.ConversationException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All conversations. Who changes one takes it, and nobody else can until it is given back. Those
/// that were not used for their time to live are gone with the next call.
public final class ConversationStore implements AutoCloseable {
  private final ConversationLimits limits;
  private final InstantSource clock;
  private final Consumer<String> onProblem;
  private final @Nullable ConversationFiles files;
  private final Map<String, Conversation> conversations = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private ConversationStore(
      ConversationLimits limits,
      InstantSource clock,
      Consumer<String> onProblem,
      @Nullable ConversationFiles files) {
    this.limits = limits;
    this.clock = clock;
    this.onProblem = onProblem;
    this.files = files;
  }

  /// Opens the conversations in a directory, which is made where it is not there.
  ///
  /// @param directory null keeps them in memory only
  /// @param onProblem told, in a sentence, about files that cannot be read or removed
  /// @throws IOException where the directory cannot be used, or another process uses it
  public static ConversationStore open(
      @Nullable Path directory,
      ConversationLimits limits,
      InstantSource clock,
      Consumer<String> onProblem)
      throws IOException {
    if (directory == null) {
      return new ConversationStore(limits, clock, onProblem, null);
    }
    ConversationFiles files = ConversationFiles.open(directory);
    ConversationStore store = new ConversationStore(limits, clock, onProblem, files);
    try {
      for (Conversation conversation : files.readAll(onProblem)) {
        store.conversations.put(conversation.id(), conversation);
      }
    } catch (IOException e) {
      files.close();
      throw e;
    }
    return store;
  }

  public ConversationLimits limits() {
    return limits;
  }

  /// Begins a conversation.
  ///
  /// @param systemPrompt what the system says first; empty for nothing
  /// @param contextTokens most tokens of all of it; 0 for those of the model
  public synchronized Conversation create(
      String systemPrompt, int contextTokens, Duration timeToLive)
      throws ConversationException, IOException {
    removeExpired();
    if (conversations.size() >= limits.most()) {
      throw new ConversationException(
          Kind.FULL,
          "There are %d conversations, as many as the server keeps. Delete some, or set conversations higher."
              .formatted(conversations.size()));
    }
    Instant now = clock.instant();
    Conversation created =
        new Conversation(
            UUID.randomUUID().toString(),
            systemPrompt,
            contextTokens,
            timeToLive,
            now,
            now,
            0,
            List.of());
    write(created);
    conversations.put(created.id(), created);
    return created;
  }

  /// A conversation as it is.
  public synchronized Conversation get(String id) throws ConversationException {
    removeExpired();
    Conversation found = conversations.get(id);
    if (found == null) {
      throw new ConversationException(
          Kind.MISSING,
          "There is no conversation \"%s\". It may have been deleted, also for its age."
              .formatted(id));
    }
    return found;
  }

  /// All of them, used last first.
  public synchronized List<Conversation> list() {
    removeExpired();
    return conversations.values().stream()
        .sorted(Comparator.comparing(Conversation::used).reversed().thenComparing(Conversation::id))
        .toList();
  }

  /// Takes a conversation to change it.
  public synchronized TakenConversation take(String id) throws ConversationException {
    Conversation conversation = get(id);
    if (!taken.add(id)) {
      throw new ConversationException(
          Kind.BUSY,
          "The conversation \"%s\" has a generation that has not ended. It has one at a time."
              .formatted(id));
    }
    return new TakenConversation(this, conversation);
  }

  synchronized void giveBack(String id) {
    taken.remove(id);
  }

  /// Keeps what somebody has made of a conversation that is taken. Not locked while the disk works.
  Conversation replace(Conversation changed) throws IOException {
    write(changed);
    synchronized (this) {
      conversations.put(changed.id(), changed);
    }
    return changed;
  }

  void remove(String id) throws IOException {
    if (files != null) {
      files.delete(id);
    }
    synchronized (this) {
      conversations.remove(id);
    }
  }

  private void write(Conversation conversation) throws IOException {
    if (files != null) {
      files.write(conversation);
    }
  }

  Instant now() {
    return clock.instant();
  }

  private void removeExpired() {
    Instant now = clock.instant();
    for (Iterator<Conversation> all = conversations.values().iterator(); all.hasNext(); ) {
      Conversation conversation = all.next();
      if (conversation.isExpired(now) && !taken.contains(conversation.id())) {
        all.remove();
        deleteFile(conversation.id());
      }
    }
  }

  private void deleteFile(String id) {
    try {
      if (files != null) {
        files.delete(id);
      }
    } catch (IOException e) {
      onProblem.accept("The conversation %s cannot be removed: %s.".formatted(id, e));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
