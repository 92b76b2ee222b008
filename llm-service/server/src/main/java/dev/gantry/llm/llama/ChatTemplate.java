package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.PromptText.Part;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The chat template of a model. The library does not run it: it recognises the usual ones by their
/// text and has code for each.
///
/// The library gets marks instead of the messages' texts, and the texts are put in here: so it is
/// known which part of the prompt is whose.
final class ChatTemplate {
  private static final int TEMPLATE_BYTES_PER_MESSAGE = 64;

  /// A number between characters without a meaning, which no template has. Some templates strip the
  /// texts: then the tabs are missing.
  private static final Pattern MARKED = Pattern.compile("(\t?)\uE000(\\d+)\uE001\t?");

  private final VocabularyFunctions functions;
  private final MemorySegment template;

  /// @param template C string, or NULL for a model without one
  ChatTemplate(VocabularyFunctions functions, MemorySegment template) {
    this.functions = functions;
    this.template = template;
  }

  /// The prompt for the next message of the assistant; empty where the template is not known.
  Optional<PromptText> apply(List<ChatMessage> messages) {
    return marked(messages).map(marked -> fill(marked, messages));
  }

  private static PromptText fill(String marked, List<ChatMessage> messages) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    for (Matcher mark = MARKED.matcher(marked); mark.find(); position = mark.end()) {
      parts.add(new Part(marked.substring(position, mark.start()), false));
      String content = messages.get(Integer.parseInt(mark.group(2))).content();
      parts.add(new Part(mark.group(1).isEmpty() ? content.strip() : content, true));
    }
    parts.add(new Part(marked.substring(position), false));
    return new PromptText(parts);
  }

  /// The prompt with a mark for each text.
  private Optional<String> marked(List<ChatMessage> messages) {
    if (template.equals(MemorySegment.NULL)) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      long size = Layouts.CHAT_MESSAGE.byteSize();
      MemorySegment array = arena.allocate(size * messages.size(), ADDRESS.byteAlignment());
      long room = 0;
      for (int i = 0; i < messages.size(); i++) {
        MemorySegment role = arena.allocateFrom(messages.get(i).role().templateName());
        MemorySegment mark = arena.allocateFrom("\t\uE000%d\uE001\t".formatted(i));
        array.set(ADDRESS, i * size, role);
        array.set(ADDRESS, i * size + ADDRESS.byteSize(), mark);
        room += mark.byteSize() + TEMPLATE_BYTES_PER_MESSAGE;
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
