package dev.gantry.llm.conversations;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A file of JSON for each conversation. It is written beside the former one, synced, and takes its
/// name: at every moment the file is the former conversation or the new one.
final class ConversationFiles implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".json";
  private static final String UNFINISHED = ".unfinished";

  private final Path directory;
  private final FileChannel lock;

  private ConversationFiles(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Makes the directory where it is not there.
  ///
  /// @throws IOException where it cannot be used, or another process uses it
  static ConversationFiles open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new IOException("another process uses " + directory);
      }
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw new IOException("this process uses " + directory + " already", e);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    return new ConversationFiles(directory, lock);
  }

  /// All conversations. What a process that ended has not finished is removed.
  ///
  /// @param onProblem told about files that cannot be read; they are left as they are
  List<Conversation> readAll(Consumer<String> onProblem) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.toList();
    }
    List<Conversation> conversations = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(UNFINISHED)) {
        Files.delete(file);
      } else if (file.toString().endsWith(SUFFIX)) {
        try {
          conversations.add(parse(Files.readString(file)));
        } catch (IOException | RuntimeException e) {
          onProblem.accept("The conversation %s cannot be read: %s.".formatted(file, e));
        }
      }
    }
    return conversations;
  }

  /// Is on the disk when it returns.
  void write(Conversation conversation) throws IOException {
    Path unfinished = directory.resolve(conversation.id() + UNFINISHED);
    ByteBuffer bytes =
        ByteBuffer.wrap(format(conversation).toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file(conversation.id()), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory();
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
    syncDirectory();
  }

  private Path file(String id) {
    return directory.resolve(id + SUFFIX);
  }

  /// Names are in the directory, which is a file of its own.
  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }

  private static JsonObject format(Conversation conversation) {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("id", conversation.id());
    json.addProperty("systemPrompt", conversation.systemPrompt());
    json.addProperty("contextTokens", conversation.contextTokens());
    json.addProperty("timeToLiveMillis", conversation.timeToLive().toMillis());
    json.addProperty("created", conversation.created().toString());
    json.addProperty("used", conversation.used().toString());
    json.addProperty("droppedTurns", conversation.droppedTurns());
    JsonArray turns = new JsonArray();
    for (Turn turn : conversation.turns()) {
      JsonObject object = new JsonObject();
      object.addProperty("question", turn.question());
      object.addProperty("answer", turn.answer());
      turns.add(object);
    }
    json.add("turns", turns);
    return json;
  }

  private static Conversation parse(String text) {
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    if (json.get("format").getAsInt() != FORMAT) {
      throw new IllegalArgumentException("it has format " + json.get("format"));
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("turns")) {
      JsonObject turn = element.getAsJsonObject();
      turns.add(new Turn(turn.get("question").getAsString(), turn.get("answer").getAsString()));
    }
    return new Conversation(
        json.get("id").getAsString(),
        json.get("systemPrompt").getAsString(),
        json.get("contextTokens").getAsInt(),
        Duration.ofMillis(json.get("timeToLiveMillis").getAsLong()),
        Instant.parse(json.get("created").getAsString()),
        Instant.parse(json.get("used").getAsString()),
        json.get("droppedTurns").getAsInt(),
        turns);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
