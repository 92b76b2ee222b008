package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Functions about the library as a whole: log, kernels.
final class BackendFunctions {
  private final NativeFunction logSet;
  private final NativeFunction abortCallbackSet;
  private final NativeFunction backendInit;
  private final NativeFunction loadAll;
  private final NativeFunction load;
  private final NativeFunction deviceCount;

  BackendFunctions(NativeLibraries libraries) {
    logSet = libraries.function("llama_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    abortCallbackSet =
        libraries.function("ggml_set_abort_callback", FunctionDescriptor.of(ADDRESS, ADDRESS));
    backendInit = libraries.function("llama_backend_init", FunctionDescriptor.ofVoid());
    loadAll =
        libraries.function("ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ADDRESS));
    load = libraries.function("ggml_backend_load", FunctionDescriptor.of(ADDRESS, ADDRESS));
    deviceCount = libraries.function("ggml_backend_dev_count", FunctionDescriptor.of(JAVA_LONG));
  }

  void setLog(MemorySegment callback) {
    try {
      logSet.handle().invokeExact(callback, MemorySegment.NULL);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The callback gets the text of a failed assertion, just before the process dies of it.
  void setAbortCallback(MemorySegment callback) {
    try {
      MemorySegment _ = (MemorySegment) abortCallbackSet.handle().invokeExact(callback);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void init() {
    try {
      backendInit.handle().invokeExact();
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Loads the kernels that the library scores highest on this CPU.
  void loadBestKernels(Path directory) {
    try (Arena arena = Arena.ofConfined()) {
      loadAll.handle().invokeExact(arena.allocateFrom(directory.toString()));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Loads kernels from a file; loads nothing where the CPU cannot run them.
  void loadKernels(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment _ =
          (MemorySegment) load.handle().invokeExact(arena.allocateFrom(file.toString()));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  long devices() {
    try {
      return (long) deviceCount.handle().invokeExact();
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
