package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/// Functions of a vocabulary, and the chat templates.
final class VocabularyFunctions {
  /// Vocabulary type of a model without tokenizer (LLAMA_VOCAB_TYPE_NONE).
  static final int TYPE_NONE = 0;

  /// LLAMA_TOKEN_ATTR_UNKNOWN
  private static final int UNKNOWN = 1;

  /// LLAMA_TOKEN_ATTR_CONTROL
  private static final int CONTROL = 1 << 3;

  private final NativeFunction type;
  private final NativeFunction size;
  private final NativeFunction endsText;
  private final NativeFunction attributes;
  private final NativeFunction tokenize;
  private final NativeFunction piece;
  private final NativeFunction applyChatTemplate;

  VocabularyFunctions(NativeLibraries libraries) {
    type = libraries.function("llama_vocab_type", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    size = libraries.function("llama_vocab_n_tokens", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    endsText =
        libraries.function(
            "llama_vocab_is_eog", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_INT));
    attributes =
        libraries.function(
            "llama_vocab_get_attr", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    tokenize =
        libraries.function(
            "llama_tokenize",
            FunctionDescriptor.of(
                JAVA_INT,
                ADDRESS,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_BOOLEAN,
                JAVA_BOOLEAN));
    piece =
        libraries.function(
            "llama_token_to_piece",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN));
    applyChatTemplate =
        libraries.function(
            "llama_chat_apply_template",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT));
  }

  int type(MemorySegment vocabulary) {
    try {
      return (int) type.handle().invokeExact(vocabulary);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  int size(MemorySegment vocabulary) {
    try {
      return (int) size.handle().invokeExact(vocabulary);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  boolean endsText(MemorySegment vocabulary, int token) {
    try {
      return (boolean) endsText.handle().invokeExact(vocabulary, token);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Whether the token steers the model: the library recognises it in a text only when told to.
  boolean isControl(MemorySegment vocabulary, int token) {
    try {
      return ((int) attributes.handle().invokeExact(vocabulary, token) & (UNKNOWN | CONTROL)) != 0;
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Number of tokens written, or the negative of the number that there are where they do not fit.
  ///
  /// @param first adds what the model wants at the beginning
  /// @param control recognises control tokens
  int tokenize(
      MemorySegment vocabulary,
      MemorySegment text,
      MemorySegment tokens,
      boolean first,
      boolean control) {
    try {
      return (int)
          tokenize
              .handle()
              .invokeExact(
                  vocabulary,
                  text,
                  (int) text.byteSize(),
                  tokens,
                  (int) (tokens.byteSize() / Integer.BYTES),
                  first,
                  control);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Number of bytes written, or the negative of the number that there are where they do not fit.
  /// The token must exist: another one ends the process.
  ///
  /// @param control writes control tokens; else they have no bytes
  int piece(MemorySegment vocabulary, int token, MemorySegment buffer, boolean control) {
    try {
      return (int)
          piece
              .handle()
              .invokeExact(vocabulary, token, buffer, (int) buffer.byteSize(), 0, control);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Number of bytes of the prompt, written as far as they fit; negative for an unknown template.
  int applyChatTemplate(
      MemorySegment template, MemorySegment messages, long count, MemorySegment buffer) {
    try {
      return (int)
          applyChatTemplate
              .handle()
              .invokeExact(template, messages, count, true, buffer, (int) buffer.byteSize());
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
