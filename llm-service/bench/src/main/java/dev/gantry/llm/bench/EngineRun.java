package dev.gantry.llm.bench;

import com.google.gson.Gson;
import dev.gantry.llm.llama.LlamaLibrary;
import dev.gantry.llm.llama.LlamaModel;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.TokenBatch;
import java.nio.file.Path;
import java.util.Random;

/// A process that measures the engine of the service as llama-bench measures its own: a prompt in
/// one go, and then token after token, without sampling, each after a run that does not count.
/// Prints one line of JSON.
final class EngineRun {
  private static final int BATCH_TOKENS = 512;

  private final Decoder decoder;
  private final int vocabulary;
  private final Random random = new Random(4711);
  private final TokenBatch batch = new TokenBatch(BATCH_TOKENS);

  private EngineRun(Decoder decoder, int vocabulary) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
  }

  /// What came out.
  ///
  /// @param kernels that were used
  /// @param loadNanos for the model, without the library
  record Result(String kernels, long loadNanos, long promptNanos, long generateNanos) {}

  /// Measures.
  ///
  /// @param arguments directory of the libraries, kernels, model, threads, tokens of the prompt,
  ///   tokens to generate
  public static void main(String[] arguments) throws ModelException, DecodingException {
    LlamaLibrary library = LlamaLibrary.load(Path.of(arguments[0]), arguments[1], (_, _, _) -> {});
    int prompt = Integer.parseInt(arguments[4]);
    int generate = Integer.parseInt(arguments[5]);
    long begin = System.nanoTime();
    try (LanguageModel model = LlamaModel.load(library, Path.of(arguments[2]), true)) {
      long loaded = System.nanoTime() - begin;
      try (Decoder decoder =
          model.newDecoder(
              new DecoderSettings(
                  1, Math.max(prompt, generate), BATCH_TOKENS, Integer.parseInt(arguments[3])))) {
        EngineRun run = new EngineRun(decoder, model.info().vocabularyTokens());
        run.prompt(prompt);
        long promptNanos = run.prompt(prompt);
        // all of it, as the JVM has to compile what it runs
        run.generate(generate);
        long generateNanos = run.generate(generate);
        System.out.println(
            new Gson()
                .toJson(new Result(library.cpuVariant(), loaded, promptNanos, generateNanos)));
      }
    }
  }

  private long prompt(int tokens) throws DecodingException {
    decoder.clear(0);
    long begin = System.nanoTime();
    for (int position = 0; position < tokens; ) {
      batch.clear();
      while (batch.remaining() > 0 && position < tokens) {
        batch.add(random.nextInt(vocabulary), 0, position, position == tokens - 1);
        position++;
      }
      decoder.decode(batch, () -> false);
    }
    return System.nanoTime() - begin;
  }

  private long generate(int tokens) throws DecodingException {
    decoder.clear(0);
    long begin = System.nanoTime();
    for (int position = 0; position < tokens; position++) {
      batch.clear();
      batch.add(random.nextInt(vocabulary), 0, position, true);
      decoder.decode(batch, () -> false);
    }
    return System.nanoTime() - begin;
  }
}
