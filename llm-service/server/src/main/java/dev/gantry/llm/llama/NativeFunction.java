package dev.gantry.llm.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// A function of a library, linked when it is needed first. For every new kind of signature the JDK
/// makes some seven classes, of which no AOT cache can hold any: a start must not wait for
/// functions that only a request needs.
@SuppressWarnings("restricted") // links to native code
final class NativeFunction {
  private final MemorySegment address;
  private final FunctionDescriptor descriptor;
  private volatile @Nullable MethodHandle linked;

  NativeFunction(MemorySegment address, FunctionDescriptor descriptor) {
    this.address = address;
    this.descriptor = descriptor;
  }

  /// What calls it. Whoever is second to link it gets the JDK's same code.
  MethodHandle handle() {
    MethodHandle known = linked;
    if (known == null) {
      known = Linker.nativeLinker().downcallHandle(address, descriptor);
      linked = known;
    }
    return known;
  }
}
