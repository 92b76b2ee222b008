package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.Checksum;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.preparation.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytedeco.javacpp.PointerScope;

/// Makes the TorchScript module of all-MiniLM-L6-v2 from its ONNX file. Runs when the project or an
/// image is built; the same file gives the same bytes.
public final class ModelPreparation {
  private ModelPreparation() {}

  /// Writes the module.
  ///
  /// @param arguments ONNX file, directory with the libraries of PyTorch, directory for the module
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      fail(
          "Say three paths: the ONNX file, the libraries of PyTorch, the directory for the module.");
    }
    try {
      TorchLibraries.load(Path.of(arguments[1]));
      prepare(Path.of(arguments[0]), Path.of(arguments[2]));
    } catch (EmbeddingException | IOException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("SystemOut") // a program of the command line
  private static void fail(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  /// Makes the module, where the libraries are loaded.
  static void prepare(Path onnx, Path directory) throws IOException, EmbeddingException {
    OnnxFile weights = OnnxFile.readMiniLm(onnx);
    Path target = directory.resolve(TorchModel.FILE);
    Files.createDirectories(directory);
    // the archive within the file has the file's name, so it is written under its own
    Path unchecked =
        Files.createDirectories(directory.resolve("unchecked")).resolve(TorchModel.FILE);
    write(weights, unchecked);
    String written = Checksum.sha256(unchecked);
    if (!written.equals(TorchModel.SHA256)) {
      throw new EmbeddingException(
          "%s has other bytes than expected: its SHA-256 is %s, not %s. Is this another version of PyTorch?"
              .formatted(unchecked, written, TorchModel.SHA256));
    }
    Files.move(unchecked, target, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(directory.resolve("unchecked"));
  }

  private static void write(OnnxFile onnx, Path target) throws IOException {
    try (PointerScope _ = new PointerScope()) {
      MiniLm.module(onnx).save(target.toString());
    }
  }
}
