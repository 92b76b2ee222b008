package dev.gantry.llm.llama;

import dev.gantry.llm.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The shared libraries of llama.cpp in a directory, and their functions. They stay loaded until
/// the process ends.
@SuppressWarnings("restricted") // the one place that loads native code and links to it
final class NativeLibraries {
  /// Each finds the next one beside itself (RUNPATH is $ORIGIN).
  private static final List<String> NAMES =
      List.of("libllama.v0.5.0.so", "libggml.v0.5.0.so", "libggml-base.so");

  private final Path directory;
  private final List<SymbolLookup> lookups;
  private final List<NativeFunction> functions = new ArrayList<>();

  private NativeLibraries(Path directory, List<SymbolLookup> lookups) {
    this.directory = directory;
    this.lookups = lookups;
  }

  static NativeLibraries load(Path directory) throws ModelException {
    for (String name : NAMES) {
      if (!Files.isReadable(directory.resolve(name))) {
        throw new ModelException(
            ("%s is missing in %s. Set natives-dir to the folder with the libraries of llama.cpp;"
                    + " llm-service/natives/fetch brings them.")
                .formatted(name, directory.toAbsolutePath()));
      }
    }
    try {
      return new NativeLibraries(
          directory,
          NAMES.stream()
              .map(name -> SymbolLookup.libraryLookup(directory.resolve(name), Arena.global()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          ("The libraries in %s cannot be loaded (%s). They need Linux with glibc 2.34 and"
                  + " libstdc++, on the CPU that they were built for.")
              .formatted(directory.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  Path directory() {
    return directory;
  }

  /// A function, which must be there.
  NativeFunction function(String name, FunctionDescriptor descriptor) {
    return known(new NativeFunction(address(name), descriptor));
  }

  /// A function of the C library (glibc).
  NativeFunction systemFunction(String name, FunctionDescriptor descriptor) {
    return known(
        new NativeFunction(Linker.nativeLinker().defaultLookup().findOrThrow(name), descriptor));
  }

  private NativeFunction known(NativeFunction function) {
    functions.add(function);
    return function;
  }

  /// Links all functions that nobody has needed yet.
  void linkAll() {
    functions.forEach(NativeFunction::handle);
  }

  MemorySegment address(String name) {
    return lookups.stream()
        .flatMap(lookup -> lookup.find(name).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("llama.cpp has no function " + name));
  }

  /// A C string that the library owns; empty for NULL.
  static String string(MemorySegment pointer) {
    return pointer.equals(MemorySegment.NULL)
        ? ""
        : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /// A function of ours as a C function pointer that lives as long as the process.
  static MemorySegment callback(MethodHandle target, FunctionDescriptor descriptor, Arena arena) {
    return Linker.nativeLinker().upcallStub(target, descriptor, arena);
  }

  /// What a downcall throws: only errors, since C has no exceptions.
  static AssertionError unexpected(Throwable thrown) {
    return new AssertionError("native call failed", thrown);
  }
}
