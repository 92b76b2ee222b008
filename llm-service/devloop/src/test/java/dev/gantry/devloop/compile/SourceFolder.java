package dev.gantry.devloop.compile;

import dev.gantry.devloop.compile.IncrementalCompiler.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Sources of a test, and what was compiled of them last.
final class SourceFolder implements AutoCloseable {
  private static final String PREFIX = "src/";

  private final Path root;
  private final IncrementalCompiler compiler;
  private final SortedSet<String> changed = new TreeSet<>();
  private final SortedSet<String> deleted = new TreeSet<>();
  private final SortedSet<String> all = new TreeSet<>();
  private ClassSet classes = ClassSet.EMPTY;

  SourceFolder(Path root) throws IOException {
    this.root = root;
    compiler = new IncrementalCompiler(root, List.of(PREFIX), List.of());
  }

  /// Writes `p/NAME.java`.
  void write(String name, String body) throws IOException {
    String path = PREFIX + "p/" + name + ".java";
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), "package p;\n" + body);
    changed.add(path);
    deleted.remove(path);
    all.add(path);
  }

  void delete(String name) throws IOException {
    String path = PREFIX + "p/" + name + ".java";
    Files.delete(root.resolve(path));
    changed.remove(path);
    deleted.add(path);
    all.remove(path);
  }

  /// Compiles what has changed since it last compiled.
  Result compile() throws IOException {
    Result result = compiler.compile(changed, deleted, all, classes);
    if (result instanceof Result.Compiled(ClassSet next, _)) {
      classes = next;
      changed.clear();
      deleted.clear();
    }
    return result;
  }

  ClassSet classes() {
    return classes;
  }

  /// Calls the static method `p.NAME.METHOD()`.
  Object call(String name, String method) throws ReflectiveOperationException {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            byte[] bytes = classes.bytes().get(wanted);
            if (bytes == null) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(wanted, bytes, 0, bytes.length);
          }
        };
    return loader.loadClass("p." + name).getMethod(method).invoke(null);
  }

  @Override
  public void close() throws IOException {
    compiler.close();
  }
}
