package dev.gantry.llm.llama;

import dev.gantry.llm.log.EventLog.Field;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.SamplingParameters;
import dev.gantry.llm.model.TokenBatch;
import java.io.PrintStream;
import java.nio.file.Path;

/// Main class of the child process in which [ModelCheck] tries a model: loads it, decodes and
/// samples one token. What is wrong goes to standard output; the library may also end the process.
public final class ModelTrial {
  static final int REFUSED = 3;

  private static final int CONTEXT_TOKENS = 256;

  private ModelTrial() {}

  /// Tries a model.
  ///
  /// @param arguments directory of the libraries, name of the kernels, file of the model
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    try {
      LlamaLibrary library =
          LlamaLibrary.load(
              Path.of(arguments[0]),
              arguments[1],
              (level, _, fields) -> {
                if (level == Level.ERROR) {
                  printMessage(out, fields);
                }
              });
      tryModel(library, Path.of(arguments[2]));
    } catch (ModelException | DecodingException e) {
      out.println(e.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void printMessage(PrintStream out, Field... fields) {
    for (Field field : fields) {
      if (field.name().equals("message")) {
        out.println(field.value());
      }
    }
  }

  private static void tryModel(LlamaLibrary library, Path file)
      throws ModelException, DecodingException {
    try (LlamaModel model = LlamaModel.load(library, file, true);
        Decoder decoder = model.newDecoder(new DecoderSettings(1, CONTEXT_TOKENS, 1, 1));
        Decoder.Sampler sampler =
            decoder.newSampler(SamplingParameters.DEFAULTS, 0, new int[] {0}, null)) {
      TokenBatch batch = new TokenBatch(1);
      int row = batch.add(0, 0, 0, true);
      decoder.decode(batch, () -> false);
      model.piece(sampler.sample(row));
    }
  }
}
