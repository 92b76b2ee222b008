package dev.gantry.llm.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Chooses the kernels where the configuration leaves it open. The library takes those with the
/// most instructions that the CPU has, which is right but for very small models: with AVX-512 they
/// decode half as fast as with AVX2 (`./gantry bench service --only kernels`). Since a process
/// keeps its kernels, it takes the others only where no larger model can follow.
public final class KernelChoice {
  /// Leaves the choice open.
  public static final String AUTO = "auto";

  static final String AVX2 = "haswell";

  /// Between a model that is twice as fast with AVX2 (4 MB) and one that is half as fast (19 MB).
  private static final long SMALL_MODEL_BYTES = 8L << 20;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String FLAGS = "flags";

  private KernelChoice() {}

  /// Name of the kernels for a process that begins with this model.
  ///
  /// @param configured a name, or [#AUTO]
  /// @param natives directory of the kernels
  /// @param others directory from which other models could be loaded
  public static String kernels(String configured, Path natives, Path model, Path others) {
    try {
      return configured.equals(AUTO)
              && Files.size(model) <= SMALL_MODEL_BYTES
              && isAlone(model, others)
              && Files.isReadable(natives.resolve("libggml-cpu-%s.so".formatted(AVX2)))
              && hasAvx512(Files.readAllLines(CPU_INFO))
          ? AVX2
          : configured;
    } catch (IOException _) {
      // what is wrong with the model is told by who loads it; without the other file: not Linux
      return configured;
    }
  }

  private static boolean isAlone(Path model, Path others) throws IOException {
    Path real = model.toRealPath();
    try (Stream<Path> files = Files.list(others)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".gguf")).toList()) {
        if (!file.toRealPath().equals(real)) {
          return false;
        }
      }
      return true;
    }
  }

  /// Whether the choice is between both.
  static boolean hasAvx512(List<String> cpuInfo) {
    return cpuInfo.stream()
        .filter(line -> line.startsWith(FLAGS))
        .findFirst()
        .map(line -> Set.copyOf(List.of(line.split("\\s+"))))
        .filter(flags -> flags.containsAll(List.of("avx512f", "avx2", "fma", "f16c", "bmi2")))
        .isPresent();
  }
}
