package dev.gantry.devloop.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/// Shows classes in memory to the compiler, before the libraries, and takes its results.
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, List<JavaFileObject>> visible = new HashMap<>();
  private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

  /// @param libraries shared by all compilations, because opening archives takes time
  /// @param classes that the sources may use, by binary name
  MemoryFiles(StandardJavaFileManager libraries, Map<String, byte[]> classes) {
    super(libraries);
    classes.forEach(
        (name, bytes) ->
            visible
                .computeIfAbsent(packageOf(name), _ -> new ArrayList<>())
                .add(new MemoryClass(name, bytes)));
  }

  private static String packageOf(String binaryName) {
    int dot = binaryName.lastIndexOf('.');
    return dot < 0 ? "" : binaryName.substring(0, dot);
  }

  /// What the compiler wrote, by binary name.
  Map<String, byte[]> written() {
    Map<String, byte[]> classes = new TreeMap<>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> libraries = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return libraries;
    }
    List<JavaFileObject> all = new ArrayList<>(visible.getOrDefault(packageName, List.of()));
    libraries.forEach(all::add);
    return all;
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof MemoryClass known
        ? known.binaryName
        : super.inferBinaryName(location, file);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.put(className, bytes);
        return bytes;
      }
    };
  }

  /// The libraries stay open for the next compilation.
  @Override
  public void close() {}

  private static final class MemoryClass extends SimpleJavaFileObject {
    private final String binaryName;
    private final byte[] bytes;

    MemoryClass(String binaryName, byte[] bytes) {
      super(URI.create("memory:///" + binaryName), Kind.CLASS);
      this.binaryName = binaryName;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
