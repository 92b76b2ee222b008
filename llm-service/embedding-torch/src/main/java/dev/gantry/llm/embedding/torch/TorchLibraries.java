package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.EmbeddingException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The native libraries of PyTorch, and of JavaCPP, which calls it. They are loaded once for the
/// life of the process.
final class TorchLibraries {
  /// Each after those that it is linked to.
  private static final List<String> FILES =
      List.of(
          "libjnijavacpp.so",
          "libgomp.so.1",
          "libquadmath.so.0",
          "libgfortran.so.5",
          "libopenblas.so.0",
          "libc10.so",
          "libtorch_cpu.so",
          "libjnitorch.so");

  private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^,\\s]+)");

  private static final String JAVACPP = "org.bytedeco.javacpp.";

  private TorchLibraries() {}

  /// Loads them.
  ///
  /// @param directory where they are; null lets JavaCPP unpack what it finds on the class path
  /// @throws EmbeddingException where one is missing or cannot be used
  static void load(@Nullable Path directory) throws EmbeddingException {
    // every pointer is freed by whoever made it: no thread and no limits of JavaCPP's are needed
    System.setProperty(JAVACPP + "noPointerGC", "true");
    if (directory == null) {
      unpack();
    } else {
      loadFrom(directory.toAbsolutePath());
    }
  }

  @SuppressWarnings("restricted") // the one place that loads native code
  private static void loadFrom(Path directory) throws EmbeddingException {
    // else the first class of JavaCPP that is used would look for libraries, and unpack them
    System.setProperty(JAVACPP + "loadLibraries", "false");
    for (String name : FILES) {
      Path file = directory.resolve(name);
      if (!Files.isReadable(file)) {
        throw new EmbeddingException(
            "There is no %s. Put the libraries of PyTorch there, or set embedding-natives-dir to their directory."
                .formatted(file));
      }
      try {
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        throw new EmbeddingException(
            "The library %s cannot be loaded: %s.".formatted(file, e.getMessage()), e);
      }
    }
  }

  private static void unpack() throws EmbeddingException {
    try {
      Loader.load(torch.class);
    } catch (LinkageError e) {
      throw new EmbeddingException(
          "The libraries of PyTorch are not on the class path (%s). Set embedding-natives-dir to their directory."
              .formatted(e.getMessage()),
          e);
    }
  }

  /// Says how many threads compute, in PyTorch's own loops and in OpenBLAS, which multiplies.
  @SuppressWarnings("restricted") // see above
  static void setThreads(int threads) {
    torch.set_num_threads(threads);
    MethodHandle set =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.loaderLookup().findOrThrow("openblas_set_num_threads"),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    try {
      set.invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("a C function throws nothing", e);
    }
  }

  /// Version of PyTorch, such as "2.13.0".
  static String version() {
    try (BytePointer configuration = torch.show_config()) {
      Matcher matcher = VERSION.matcher(configuration.getString());
      return matcher.find() ? matcher.group(1) : "unknown";
    }
  }
}
