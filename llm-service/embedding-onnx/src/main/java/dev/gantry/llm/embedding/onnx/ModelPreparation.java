package dev.gantry.llm.embedding.onnx;

import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.preparation.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Makes the quantised form of all-MiniLM-L6-v2 from its ONNX file. Runs when the project or an
/// image is built; the same file gives the same bytes.
public final class ModelPreparation {
  private ModelPreparation() {}

  /// Writes the model.
  ///
  /// @param arguments ONNX file, directory for the model
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      fail("Say two paths: the ONNX file, the directory for the model.");
    }
    try {
      prepare(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (EmbeddingException | IOException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("SystemOut") // a program of the command line
  private static void fail(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  static void prepare(Path onnx, Path directory) throws EmbeddingException, IOException {
    OnnxFile model = OnnxFile.readMiniLm(onnx);
    Files.createDirectories(directory);
    Path target = directory.resolve(OnnxProvider.QUANTISED_MODEL);
    Path unfinished = directory.resolve(target.getFileName() + ".part");
    Quantisation.write(model, unfinished);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
