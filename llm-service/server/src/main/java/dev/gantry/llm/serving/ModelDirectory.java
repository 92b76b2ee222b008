package dev.gantry.llm.serving;

import dev.gantry.llm.gguf.GgufReader;
import dev.gantry.llm.gguf.InvalidGgufException;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.serving.ModelChangeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The directory from which models are loaded by name. Nothing outside of it can be: neither by the
/// name nor by a link.
public final class ModelDirectory {
  private static final String SUFFIX = ".gguf";

  /// One element of a path.
  private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\\0]{1,255}");

  private final Path directory;

  public ModelDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /// The models in it, by name.
  ///
  /// @throws ModelException where the directory cannot be read
  public List<ModelFile> list() throws ModelException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(this::isModel).sorted().map(ModelDirectory::describe).toList();
    } catch (IOException e) {
      throw new ModelException(
          "The model directory %s cannot be read: %s. Set model-dir to the directory of the models."
              .formatted(directory, e),
          e);
    }
  }

  private static ModelFile describe(Path file) {
    try {
      long size = Files.size(file);
      try {
        return new ModelFile(file, size, GgufReader.read(file), "");
      } catch (InvalidGgufException e) {
        return new ModelFile(file, size, null, String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      return new ModelFile(file, 0, null, "the file cannot be read: " + e);
    }
  }

  /// Whether a text is the name of a file and not a path.
  public static boolean isPlainName(String name) {
    return PLAIN_NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /// The file of a model.
  ///
  /// @param name a plain name
  Path find(String name) throws ModelChangeException {
    if (!isPlainName(name)) {
      throw new IllegalArgumentException(name);
    }
    Path file = directory.resolve(name);
    if (!isModel(file)) {
      throw new ModelChangeException(
          Kind.NOT_FOUND,
          "There is no model %s in %s. ListModels names those that there are."
              .formatted(name, directory));
    }
    return file;
  }

  private boolean isModel(Path file) {
    try {
      return file.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX)
          && Files.isRegularFile(file)
          && file.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException _) {
      return false; // gone in the meantime
    }
  }
}
