package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.ModelInfo;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.UnknownChatTemplateException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// A GGUF model in llama.cpp. The file is to be checked before ([ModelCheck]): the library ends the
/// process on some bad ones.
public final class LlamaModel implements LanguageModel {
  private static final int LOAD_WITHOUT_MMAP = 0;
  private static final int LOAD_WITH_MMAP = 1;

  private final LlamaLibrary library;
  private final MemorySegment model;
  private final Vocabulary vocabulary;
  private final ChatTemplate chatTemplate;
  private final ModelInfo info;

  /// Read for every use, write for closing: no call runs on a model that is freed.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private LlamaModel(LlamaLibrary library, MemorySegment model, Vocabulary vocabulary) {
    this.library = library;
    this.model = model;
    this.vocabulary = vocabulary;
    chatTemplate = new ChatTemplate(library.vocabularies(), library.models().chatTemplate(model));
    info =
        new ModelInfo(
            library.models().trainedContextTokens(model),
            vocabulary.size(),
            vocabulary.longestPieceBytes());
  }

  /// Loads a model.
  ///
  /// @param mapped maps the file instead of reading it: faster and shared between processes, but
  ///   whoever truncates the file later ends this process
  /// @throws ModelException where the file is missing or is not a model that generates text
  public static LlamaModel load(LlamaLibrary library, Path file, boolean mapped)
      throws ModelException {
    library.log().takeErrors();
    MemorySegment model = loadNative(library, file, mapped);
    if (model.equals(MemorySegment.NULL)) {
      throw new ModelException(
          "The model %s could not be loaded: %s."
              .formatted(file.toAbsolutePath(), library.log().takeErrors()));
    }
    MemorySegment nativeVocabulary = library.models().vocabulary(model);
    if (library.models().hasEncoder(model)
        || library.vocabularies().type(nativeVocabulary) == VocabularyFunctions.TYPE_NONE) {
      library.models().free(model);
      throw new ModelException(
          "The model %s does not generate text: it has %s. Use a decoder model, such as Llama."
              .formatted(file.toAbsolutePath(), "an encoder or no vocabulary"));
    }
    return new LlamaModel(library, model, new Vocabulary(library.vocabularies(), nativeVocabulary));
  }

  private static MemorySegment loadNative(LlamaLibrary library, Path file, boolean mapped) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = library.models().defaultParams(arena);
      params.set(JAVA_INT, Layouts.offset(Layouts.MODEL_PARAMS, "n_gpu_layers"), 0);
      params.set(
          JAVA_INT,
          Layouts.offset(Layouts.MODEL_PARAMS, "load_mode"),
          mapped ? LOAD_WITH_MMAP : LOAD_WITHOUT_MMAP);
      params.set(JAVA_BOOLEAN, Layouts.offset(Layouts.MODEL_PARAMS, "load_mtp"), false);
      return library.models().load(arena.allocateFrom(file.toString()), params);
    }
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public int[] tokenize(PromptText text) {
    return whileOpen(() -> vocabulary.tokenize(text));
  }

  @Override
  public byte[] piece(int token) {
    return whileOpen(() -> vocabulary.piece(token));
  }

  @Override
  public boolean endsText(int token) {
    return whileOpen(() -> vocabulary.endsText(token));
  }

  @Override
  public PromptText applyChatTemplate(List<ChatMessage> messages)
      throws UnknownChatTemplateException {
    return whileOpen(() -> chatTemplate.apply(messages))
        .orElseThrow(UnknownChatTemplateException::new);
  }

  @Override
  public Decoder newDecoder(DecoderSettings settings) throws ModelException {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      requireOpen();
      return LlamaDecoder.create(library, model, vocabulary, settings);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void close() {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        library.models().free(model);
      }
    } finally {
      writing.unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> work) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      reading.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }
}
