package dev.gantry.llm.embedding.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// What ONNX Runtime would send to its makers: since 1.29 it reports each start, from Linux too, as
/// soon as its library is loaded. The service never touches the network by itself.
///
/// The library reads its environment, which Java cannot change but the C library can.
final class Telemetry {
  /// Any value but an empty one or 0 turns it off (onnxruntime/core/platform/posix/telemetry.cc).
  static final String OFF_SWITCH = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /// Turns it off for this process; to be called before the library is loaded.
  @SuppressWarnings("restricted") // the only way to change the environment of this process
  static void off() {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int result =
          (int) setenv.invokeExact(arena.allocateFrom(OFF_SWITCH), arena.allocateFrom("1"), 1);
      if (result != 0) {
        throw new IllegalStateException("the environment has no room for " + OFF_SWITCH);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("setenv throws nothing", e);
    }
  }
}
