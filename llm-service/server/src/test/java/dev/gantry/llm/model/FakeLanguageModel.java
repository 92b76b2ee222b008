package dev.gantry.llm.model;

import dev.gantry.llm.grammar.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A model with a byte for a token that answers each prompt with what a function says. Keeps the
/// port's contract, counts what is decoded, and can hold every decode until the test lets it go on.
public final class FakeLanguageModel implements LanguageModel {
  public static final int END = 256;

  private static final int SIZE = END + 1;

  private final UnaryOperator<String> answers;
  private final AtomicInteger decodedTokens = new AtomicInteger();
  private final AtomicInteger openSamplers = new AtomicInteger();
  private volatile Gate gate = abort -> {};
  private volatile boolean decoderClosed;
  private volatile boolean closed;

  public FakeLanguageModel(UnaryOperator<String> answers) {
    this.answers = answers;
  }

  /// Passed by the decoding thread before each batch.
  @FunctionalInterface
  public interface Gate {
    void pass(BooleanSupplier abort) throws DecodingException;
  }

  public void setGate(Gate gate) {
    this.gate = gate;
  }

  public int decodedTokens() {
    return decodedTokens.get();
  }

  public int openSamplers() {
    return openSamplers.get();
  }

  public boolean isClosed() {
    return closed && decoderClosed;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(512, SIZE, 1);
  }

  @Override
  public int[] tokenize(PromptText text) {
    requireOpen();
    return bytes(text.text());
  }

  private static int[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xff;
    }
    return tokens;
  }

  @Override
  public byte[] piece(int token) {
    requireOpen();
    requireToken(token);
    return token == END ? new byte[0] : new byte[] {(byte) token};
  }

  @Override
  public boolean endsText(int token) {
    requireOpen();
    requireToken(token);
    return token == END;
  }

  @Override
  public PromptText applyChatTemplate(List<ChatMessage> messages)
      throws UnknownChatTemplateException {
    List<PromptText.Part> parts = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message.content().equals("no template")) {
        throw new UnknownChatTemplateException();
      }
      parts.add(new PromptText.Part(message.role().templateName() + ": ", false));
      parts.add(new PromptText.Part(message.content(), true));
    }
    return new PromptText(parts);
  }

  @Override
  public Decoder newDecoder(DecoderSettings settings) {
    requireOpen();
    return new FakeDecoder(settings);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  private static void requireToken(int token) {
    require(token >= 0 && token < SIZE, "no token " + token);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /// The tokens of a text, and what follows them once somebody has asked.
  private final class FakeSequence {
    private final List<Integer> tokens = new ArrayList<>();
    private int promptLength;
    private int @Nullable [] answer;

    int next() {
      if (answer == null) {
        promptLength = tokens.size();
        byte[] prompt = new byte[promptLength];
        for (int i = 0; i < promptLength; i++) {
          prompt[i] = tokens.get(i).byteValue();
        }
        answer = bytes(answers.apply(new String(prompt, StandardCharsets.UTF_8)));
      }
      int done = tokens.size() - promptLength;
      return done < answer.length ? answer[done] : END;
    }
  }

  private final class FakeDecoder implements Decoder {
    private final DecoderSettings settings;
    private final FakeSequence[] sequences;
    private final List<Integer> rows = new ArrayList<>();

    FakeDecoder(DecoderSettings settings) {
      this.settings = settings;
      sequences = new FakeSequence[settings.sequences()];
      Arrays.setAll(sequences, _ -> new FakeSequence());
    }

    @Override
    public int contextTokens() {
      return settings.contextTokens();
    }

    @Override
    public Outcome decode(TokenBatch batch, BooleanSupplier abort) throws DecodingException {
      require(batch.size() > 0 && batch.size() <= settings.batchTokens(), "size " + batch.size());
      rows.clear();
      gate.pass(abort);
      if (abort.getAsBoolean()) {
        return Outcome.ABORTED;
      }
      for (int row = 0; row < batch.size(); row++) {
        requireToken(batch.token(row));
        FakeSequence sequence = sequences[checked(batch.sequence(row))];
        int position = batch.position(row);
        require(
            position == sequence.tokens.size() && position < contextTokens(),
            "position " + position);
        sequence.tokens.add(batch.token(row));
        rows.add(batch.output(row) ? sequence.next() : -1);
      }
      decodedTokens.addAndGet(batch.size());
      return Outcome.DECODED;
    }

    @Override
    public Sampler newSampler(
        SamplingParameters parameters, int seed, int[] prompt, @Nullable Grammar grammar) {
      openSamplers.incrementAndGet();
      return new Sampler() {
        @Override
        public int sample(int row) {
          return answer(row);
        }

        @Override
        public void close() {
          openSamplers.decrementAndGet();
        }
      };
    }

    private int answer(int row) {
      require(row >= 0 && row < rows.size() && rows.get(row) >= 0, "row " + row);
      return rows.get(row);
    }

    @Override
    public float logProbability(int row, int token) {
      requireToken(token);
      return (float) Math.log(answer(row) == token ? 0.9 : 0.1 / (SIZE - 1));
    }

    @Override
    public void clear(int sequence) {
      sequences[checked(sequence)] = new FakeSequence();
    }

    @Override
    public boolean keep(int sequence, int tokens) {
      List<Integer> all = sequences[checked(sequence)].tokens;
      require(tokens >= 0 && tokens <= all.size(), "tokens " + tokens);
      FakeSequence shorter = new FakeSequence();
      shorter.tokens.addAll(all.subList(0, tokens));
      sequences[sequence] = shorter;
      return true;
    }

    private int checked(int sequence) {
      require(sequence >= 0 && sequence < sequences.length, "sequence " + sequence);
      return sequence;
    }

    @Override
    public void close() {
      decoderClosed = true;
    }
  }
}
