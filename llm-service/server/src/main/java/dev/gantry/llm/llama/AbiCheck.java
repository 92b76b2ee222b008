package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gantry.llm.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/// Refuses a library that the layouts and signatures here were not written for: a wrong one would
/// not fail but corrupt memory.
///
/// It compares the version and commit that the library tells, which bytes it writes into its
/// default parameters (found by handing it memory filled with two different patterns), and the
/// value of every default. Changed function signatures it cannot see: for them there is only the
/// commit.
final class AbiCheck {
  private static final String VERSION = "0.5.0";
  private static final String COMMIT = "0ad4a86";

  private static final Map<String, Number> MODEL_DEFAULTS =
      Map.of(
          "n_gpu_layers", -1,
          "split_mode", 1,
          "load_mode", -1,
          "lazy_mode", 1,
          "use_extra_bufts", 1);

  private static final Map<String, Number> CONTEXT_DEFAULTS =
      Map.ofEntries(
          Map.entry("n_ctx", 512),
          Map.entry("n_batch", 2048),
          Map.entry("n_ubatch", 512),
          Map.entry("n_seq_max", 1),
          Map.entry("n_outputs_max_per_seq", 1),
          Map.entry("n_threads", 4),
          Map.entry("n_threads_batch", 4),
          Map.entry("rope_scaling_type", -1),
          Map.entry("pooling_type", -1),
          Map.entry("attention_type", -1),
          Map.entry("flash_attn_type", -1),
          Map.entry("yarn_ext_factor", -1f),
          Map.entry("yarn_attn_factor", -1f),
          Map.entry("yarn_beta_fast", -1f),
          Map.entry("yarn_beta_slow", -1f),
          Map.entry("defrag_thold", -1f),
          Map.entry("type_k", 1),
          Map.entry("type_v", 1),
          Map.entry("offload_kqv", 1),
          Map.entry("no_perf", 1),
          Map.entry("op_offload", 1),
          Map.entry("swa_full", 1));

  private final NativeLibraries libraries;

  AbiCheck(NativeLibraries libraries) {
    this.libraries = libraries;
  }

  /// Compares everything, and returns the version that the library tells.
  String verify() throws ModelException {
    String version = call("llama_version");
    String commit = call("ggml_commit");
    if (!version.startsWith(VERSION) || !commit.equals(COMMIT)) {
      throw wrong("is version %s at commit %s".formatted(version, commit));
    }
    verifyDefaults("llama_model_default_params", Layouts.MODEL_PARAMS, MODEL_DEFAULTS);
    verifyDefaults("llama_context_default_params", Layouts.CONTEXT_PARAMS, CONTEXT_DEFAULTS);
    return version;
  }

  private String call(String function) {
    try {
      MethodHandle handle = libraries.function(function, FunctionDescriptor.of(ADDRESS)).handle();
      return NativeLibraries.string((MemorySegment) handle.invokeExact());
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  private void verifyDefaults(String function, StructLayout layout, Map<String, Number> expected)
      throws ModelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = defaults(function, filled(arena, (byte) 0x5a));
      MemorySegment second = defaults(function, filled(arena, (byte) 0xa5));
      verifyExtent(function, layout, first, second);
      for (MemoryLayout member : layout.memberLayouts()) {
        if (member instanceof ValueLayout field) {
          verifyDefault(function, layout, field, first, expected);
        }
      }
    }
  }

  private MemorySegment defaults(String function, MemorySegment memory) {
    try {
      MethodHandle handle =
          libraries.function(function, FunctionDescriptor.of(Layouts.ANY_PARAMS)).handle();
      SegmentAllocator allocator = (_, _) -> memory;
      return (MemorySegment) handle.invokeExact(allocator);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  private static MemorySegment filled(Arena arena, byte pattern) {
    return arena.allocate(Layouts.ANY_PARAMS).fill(pattern);
  }

  /// A byte that keeps the pattern in both memories was not written.
  private static void verifyExtent(
      String function, StructLayout layout, MemorySegment first, MemorySegment second)
      throws ModelException {
    byte[] firstBytes = first.toArray(JAVA_BYTE);
    byte[] secondBytes = second.toArray(JAVA_BYTE);
    for (int i = 0; i < firstBytes.length; i++) {
      boolean written = firstBytes[i] == secondBytes[i];
      if (written && i >= layout.byteSize()) {
        throw wrong("writes byte %d of %s, which has %d".formatted(i, function, layout.byteSize()));
      }
      if (!written && !isPadding(layout, i)) {
        throw wrong("does not write byte %d of %s".formatted(i, function));
      }
    }
  }

  private static boolean isPadding(StructLayout layout, long offset) {
    long end = 0;
    for (MemoryLayout member : layout.memberLayouts()) {
      end += member.byteSize();
      if (offset < end) {
        return member instanceof PaddingLayout;
      }
    }
    return true;
  }

  private static void verifyDefault(
      String function,
      StructLayout layout,
      ValueLayout field,
      MemorySegment memory,
      Map<String, Number> expected)
      throws ModelException {
    String name = field.name().orElseThrow();
    long offset = Layouts.offset(layout, name);
    Number actual =
        switch (field) {
          case ValueLayout.OfInt layoutOfInt -> memory.get(layoutOfInt, offset);
          case ValueLayout.OfFloat layoutOfFloat -> memory.get(layoutOfFloat, offset);
          case ValueLayout.OfBoolean _ -> (int) memory.get(JAVA_BYTE, offset);
          default -> memory.get(ValueLayout.JAVA_LONG, offset);
        };
    double wanted = expected.getOrDefault(name, 0).doubleValue();
    if (actual.doubleValue() != wanted) {
      throw wrong("has %s = %s in %s, not %s".formatted(name, actual, function, wanted));
    }
  }

  private static ModelException wrong(String what) {
    return new ModelException(
        ("The llama.cpp library %s. This service is written for %s at commit %s only;"
                + " llm-service/natives/fetch brings it.")
            .formatted(what, VERSION, COMMIT));
  }
}
