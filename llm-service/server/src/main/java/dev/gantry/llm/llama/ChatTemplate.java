package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gantry.llm.model.ChatMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The chat template of a model. The library does not run it: it recognises the usual ones by their
/// text and has code for each.
final class ChatTemplate {
  private static final int TEMPLATE_BYTES_PER_MESSAGE = 64;

  private final VocabularyFunctions functions;
  private final MemorySegment template;

  /// @param template C string, or NULL for a model without one
  ChatTemplate(VocabularyFunctions functions, MemorySegment template) {
    this.functions = functions;
    this.template = template;
  }

  /// The prompt for the next message of the assistant; empty where the template is not known.
  Optional<String> apply(List<ChatMessage> messages) {
    if (template.equals(MemorySegment.NULL)) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      long size = Layouts.CHAT_MESSAGE.byteSize();
      MemorySegment array = arena.allocate(size * messages.size(), ADDRESS.byteAlignment());
      long room = 0;
      for (int i = 0; i < messages.size(); i++) {
        MemorySegment role = arena.allocateFrom(messages.get(i).role().templateName());
        // the library takes C strings: a NUL would silently cut the message
        MemorySegment content = arena.allocateFrom(messages.get(i).content().replace("\0", ""));
        array.set(ADDRESS, i * size, role);
        array.set(ADDRESS, i * size + ADDRESS.byteSize(), content);
        room += content.byteSize() + TEMPLATE_BYTES_PER_MESSAGE;
      }
      MemorySegment buffer = arena.allocate(room);
      int length = functions.applyChatTemplate(template, array, messages.size(), buffer);
      if (length > buffer.byteSize()) {
        buffer = arena.allocate(length);
        length = functions.applyChatTemplate(template, array, messages.size(), buffer);
      }
      return length < 0
          ? Optional.empty()
          : Optional.of(
              new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
    }
  }
}
