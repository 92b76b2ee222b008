package dev.gantry.llm.llama;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// llama.cpp, loaded, checked and ready for models. One per process, since the library has state of
/// its own.
public final class LlamaLibrary {
  /// Instead of the name of kernels: take the ones that the library scores highest.
  public static final String BEST_KERNELS = "auto";

  private static final Pattern KERNELS = Pattern.compile("libggml-cpu-([\\w.]+)\\.so");

  private final NativeLibraries libraries;
  private final String version;
  private final String cpuVariant;
  private final NativeLog log;
  private final ModelFunctions models;
  private final VocabularyFunctions vocabularies;
  private final ContextFunctions contexts;
  private final SamplerFunctions samplers;

  private LlamaLibrary(
      NativeLibraries libraries, String version, String cpuVariant, NativeLog log) {
    this.libraries = libraries;
    this.version = version;
    this.cpuVariant = cpuVariant;
    this.log = log;
    models = new ModelFunctions(libraries);
    vocabularies = new VocabularyFunctions(libraries);
    contexts = new ContextFunctions(libraries);
    samplers = new SamplerFunctions(libraries);
  }

  /// Loads the library.
  ///
  /// @param directory where the shared libraries are
  /// @param kernels name of the CPU kernels to use, such as "haswell", or [#BEST_KERNELS]
  /// @throws ModelException where the libraries are missing, are not the ones that this binding was
  ///   written for, or have no kernels for this CPU
  public static LlamaLibrary load(Path directory, String kernels, EventLog eventLog)
      throws ModelException {
    NativeLibraries libraries = NativeLibraries.load(directory.toAbsolutePath().normalize());
    Optional<Path> kernelFile = kernelFile(libraries.directory(), kernels);
    String version = new AbiCheck(libraries).verify();
    NativeLog log = new NativeLog(eventLog);
    BackendFunctions backend = new BackendFunctions(libraries);
    backend.setLog(log.logCallback());
    backend.setAbortCallback(log.assertionCallback());
    backend.init();
    if (backend.devices() == 0) {
      kernelFile.ifPresentOrElse(
          backend::loadKernels, () -> backend.loadBestKernels(libraries.directory()));
    }
    if (backend.devices() == 0) {
      throw new ModelException(
          "No kernels for this CPU (%s) could be loaded from %s. %s"
              .formatted(kernels, libraries.directory(), log.takeErrors()));
    }
    return new LlamaLibrary(libraries, version, loadedKernels().orElse(kernels), log);
  }

  /// The file of the kernels; empty to let the library choose.
  private static Optional<Path> kernelFile(Path directory, String kernels) throws ModelException {
    if (kernels.equals(BEST_KERNELS)) {
      return Optional.empty();
    }
    String name = "libggml-cpu-" + kernels + ".so";
    if (!KERNELS.matcher(name).matches() || !Files.isReadable(directory.resolve(name))) {
      throw new ModelException(
          "There are no CPU kernels \"%s\" in %s; use \"%s\" to let the library choose."
              .formatted(kernels, directory, BEST_KERNELS));
    }
    return Optional.of(directory.resolve(name));
  }

  /// The library does not tell what it chose; the memory map of the process does.
  private static Optional<String> loadedKernels() {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.map(KERNELS::matcher)
          .filter(Matcher::find)
          .map(matcher -> matcher.group(1))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Links the functions that requests call. Without it, each is linked when it is called first.
  public void prepareRequests() {
    libraries.linkAll();
  }

  /// The version that the library tells, for example "0.5.0-dev".
  public String version() {
    return version;
  }

  /// Name of the CPU kernels in use, for example "zen4".
  public String cpuVariant() {
    return cpuVariant;
  }

  NativeLog log() {
    return log;
  }

  ModelFunctions models() {
    return models;
  }

  VocabularyFunctions vocabularies() {
    return vocabularies;
  }

  ContextFunctions contexts() {
    return contexts;
  }

  SamplerFunctions samplers() {
    return samplers;
  }
}
