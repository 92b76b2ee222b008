package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Functions of a model.
final class ModelFunctions {
  private final NativeFunction defaultParams;
  private final NativeFunction load;
  private final NativeFunction free;
  private final NativeFunction trimHeap;
  private final NativeFunction trainedContext;
  private final NativeFunction hasEncoder;
  private final NativeFunction chatTemplate;
  private final NativeFunction vocabulary;

  ModelFunctions(NativeLibraries libraries) {
    defaultParams =
        libraries.function("llama_model_default_params", FunctionDescriptor.of(Layouts.ANY_PARAMS));
    load =
        libraries.function(
            "llama_model_load_from_file",
            FunctionDescriptor.of(ADDRESS, ADDRESS, Layouts.MODEL_PARAMS));
    free = libraries.function("llama_model_free", FunctionDescriptor.ofVoid(ADDRESS));
    trimHeap = libraries.systemFunction("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    trainedContext =
        libraries.function("llama_model_n_ctx_train", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    hasEncoder =
        libraries.function("llama_model_has_encoder", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS));
    chatTemplate =
        libraries.function(
            "llama_model_chat_template", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    vocabulary =
        libraries.function("llama_model_get_vocab", FunctionDescriptor.of(ADDRESS, ADDRESS));
  }

  MemorySegment defaultParams(SegmentAllocator allocator) {
    try {
      MemorySegment params = (MemorySegment) defaultParams.handle().invokeExact(allocator);
      return params.asSlice(0, Layouts.MODEL_PARAMS);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The model, or NULL; the log says why.
  MemorySegment load(MemorySegment path, MemorySegment params) {
    try {
      return (MemorySegment) load.handle().invokeExact(path, params);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Frees a model, and gives back to the system what it and its contexts had. By itself, the
  /// allocator keeps that for the thread that asked for it, and the next model has another thread.
  void free(MemorySegment model) {
    try {
      free.handle().invokeExact(model);
      int _ = (int) trimHeap.handle().invokeExact(0L);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  int trainedContextTokens(MemorySegment model) {
    try {
      return (int) trainedContext.handle().invokeExact(model);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  boolean hasEncoder(MemorySegment model) {
    try {
      return (boolean) hasEncoder.handle().invokeExact(model);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The default template as a C string that the model owns, or NULL.
  MemorySegment chatTemplate(MemorySegment model) {
    try {
      return (MemorySegment) chatTemplate.handle().invokeExact(model, MemorySegment.NULL);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// The vocabulary, owned by the model.
  MemorySegment vocabulary(MemorySegment model) {
    try {
      return (MemorySegment) vocabulary.handle().invokeExact(model);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
