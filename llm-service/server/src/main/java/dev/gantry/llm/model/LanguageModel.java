package dev.gantry.llm.model;

import java.util.List;

/// A loaded language model. Every method may be called by many threads at once; after [#close()]
/// every method throws [IllegalStateException].
public interface LanguageModel extends AutoCloseable {

  /// What the model says about itself.
  ModelInfo info();

  /// The tokens of a text, with the tokens that the model wants at the beginning. Control tokens
  /// are recognised in the parts that are not literal.
  int[] tokenize(PromptText text);

  /// The bytes of a token; empty for control tokens. Pieces may end inside a UTF-8 character.
  ///
  /// @throws IllegalArgumentException where the vocabulary has no such token
  byte[] piece(int token);

  /// Whether the token ends the text.
  ///
  /// @throws IllegalArgumentException where the vocabulary has no such token
  boolean endsText(int token);

  /// The prompt for the next message of the assistant, in the model's own chat format. What the
  /// messages say is literal.
  ///
  /// @throws UnknownChatTemplateException where the model has none, or one that is not known
  PromptText applyChatTemplate(List<ChatMessage> messages) throws UnknownChatTemplateException;

  /// A decoder with memory of its own.
  ///
  /// @throws ModelException where the settings ask for more than there is
  Decoder newDecoder(DecoderSettings settings) throws ModelException;

  /// Frees the model. All decoders are closed before.
  @Override
  void close();
}
