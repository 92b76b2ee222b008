package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Functions of a context: the memory of the sequences, and decoding.
final class ContextFunctions {
  private final NativeFunction defaultParams;
  private final NativeFunction create;
  private final NativeFunction free;
  private final NativeFunction memory;
  private final NativeFunction sequenceTokens;
  private final NativeFunction removeTokens;
  private final NativeFunction decode;
  private final NativeFunction logits;

  ContextFunctions(NativeLibraries libraries) {
    defaultParams =
        libraries.function(
            "llama_context_default_params", FunctionDescriptor.of(Layouts.ANY_PARAMS));
    create =
        libraries.function(
            "llama_init_from_model",
            FunctionDescriptor.of(ADDRESS, ADDRESS, Layouts.CONTEXT_PARAMS));
    free = libraries.function("llama_free", FunctionDescriptor.ofVoid(ADDRESS));
    memory = libraries.function("llama_get_memory", FunctionDescriptor.of(ADDRESS, ADDRESS));
    sequenceTokens =
        libraries.function("llama_n_ctx_seq", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    removeTokens =
        libraries.function(
            "llama_memory_seq_rm",
            FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    decode =
        libraries.function("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, Layouts.BATCH));
    logits =
        libraries.function(
            "llama_get_logits_ith", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
  }

  MemorySegment defaultParams(SegmentAllocator allocator) {
    try {
      MemorySegment params = (MemorySegment) defaultParams.handle().invokeExact(allocator);
      return params.asSlice(0, Layouts.CONTEXT_PARAMS);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The context, or NULL; the log says why.
  MemorySegment create(MemorySegment model, MemorySegment params) {
    try {
      return (MemorySegment) create.handle().invokeExact(model, params);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void free(MemorySegment context) {
    try {
      free.handle().invokeExact(context);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The memory of the sequences, or NULL for a model that does not generate.
  MemorySegment memory(MemorySegment context) {
    try {
      return (MemorySegment) memory.handle().invokeExact(context);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  int sequenceTokens(MemorySegment context) {
    try {
      return (int) sequenceTokens.handle().invokeExact(context);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Forgets a whole sequence. It must exist: another one ends the process.
  void removeSequence(MemorySegment memory, int sequence) {
    try {
      boolean _ = (boolean) removeTokens.handle().invokeExact(memory, sequence, -1, -1);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Forgets what a sequence has from a position on; false where the model cannot.
  boolean removeFrom(MemorySegment memory, int sequence, int position) {
    try {
      return (boolean) removeTokens.handle().invokeExact(memory, sequence, position, -1);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// 0 decoded, 1 no room, 2 aborted, negative failed. More tokens than n_batch end the process.
  int decode(MemorySegment context, MemorySegment batch) {
    try {
      return (int) decode.handle().invokeExact(context, batch);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The scores of the vocabulary at an output row, or NULL.
  @SuppressWarnings("restricted") // the length of the array is known here only
  MemorySegment logits(MemorySegment context, int row, int vocabularyTokens) {
    try {
      MemorySegment pointer = (MemorySegment) logits.handle().invokeExact(context, row);
      return pointer.reinterpret((long) vocabularyTokens * Float.BYTES);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
