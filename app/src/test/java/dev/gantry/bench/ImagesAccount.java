package dev.gantry.bench;

import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.FileTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What the bytes of an image of the service are for. Every file is in one group, so the groups
/// together are the image.
final class ImagesAccount {
  /// The first pattern that finds something in a path decides.
  private static final Map<String, Pattern> GROUPS = new LinkedHashMap<>();

  static {
    group("PyTorch (libtorch)", "/libtorch_cpu|/libc10|/libgomp");
    group("PyTorch's JNI", "/libjnitorch|/libjnijavacpp");
    group("OpenBLAS", "/libopenblas|/libgfortran|/libquadmath");
    group("ONNX Runtime", "/libonnxruntime");
    group("weights and vocabulary for embeddings", "^/app/embedding/model/");
    group("weights of the chat model", "^/app/models/");
    group("llama.cpp, kernels", "^/app/natives/libggml-cpu");
    group("llama.cpp", "^/app/natives/");
    group("Java runtime", "^/opt/java/");
    group("AOT cache", "\\.aot$");
    group("libraries of the service", "^/app/lib/|^/app/embedding/lib/");
    group("the service", "^/app/service/|^/app/start/");
    group("C libraries", "^/(usr/)?lib(64)?/");
    group("everything else", "");
  }

  private ImagesAccount() {}

  private static void group(String name, String pattern) {
    GROUPS.put(name, Pattern.compile(pattern));
  }

  /// The bytes of each group that has any.
  static Map<String, Long> of(FileTree files) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    GROUPS.keySet().forEach(name -> bytes.put(name, 0L));
    files.forEachLeaf(
        (path, leaf) -> {
          if (leaf instanceof RegularFile file) {
            bytes.merge(groupOf(path), file.sizeBytes(), Long::sum);
          }
        });
    bytes.values().removeIf(size -> size == 0);
    return bytes;
  }

  private static String groupOf(String path) {
    return GROUPS.entrySet().stream()
        .filter(group -> group.getValue().matcher(path).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
