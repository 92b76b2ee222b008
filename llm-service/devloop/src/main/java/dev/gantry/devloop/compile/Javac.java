package dev.gantry.devloop.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// The JDK's compiler in this process, which gets faster with every use.
final class Javac implements AutoCloseable {
  /// No `--release`: this JDK is the one that runs the classes, and its own classes are found
  /// faster than those of a named release. What checks code belongs to the build, not to every
  /// save.
  private static final List<String> OPTIONS =
      List.of("-g", "-parameters", "-proc:none", "-implicit:none", "-nowarn");

  private static final int MOST_ERRORS = 20;

  private final JavaCompiler compiler =
      Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not only a runtime");
  private final StandardJavaFileManager libraries =
      compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);

  /// @param classPath what sources may use beside each other
  Javac(List<Path> classPath) throws IOException {
    libraries.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
  }

  /// What came of it.
  ///
  /// @param classes by binary name; empty where there are errors
  record Result(Map<String, byte[]> classes, List<CompileError> errors) {}

  /// Compiles.
  ///
  /// @param visible classes that are already there, by binary name
  Result compile(Collection<SourceText> sources, Map<String, byte[]> visible) {
    if (sources.isEmpty()) {
      return new Result(Map.of(), List.of());
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    MemoryFiles files = new MemoryFiles(libraries, visible);
    boolean compiled;
    try {
      compiled = compiler.getTask(null, files, diagnostics, OPTIONS, null, sources).call();
    } catch (RuntimeException e) {
      return new Result(
          Map.of(), List.of(new CompileError("", 0, 0, "The compiler itself failed: " + e)));
    }
    if (compiled) {
      return new Result(files.written(), List.of());
    }
    return new Result(
        Map.of(),
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .limit(MOST_ERRORS)
            .map(Javac::error)
            .toList());
  }

  private static CompileError error(Diagnostic<? extends JavaFileObject> diagnostic) {
    return new CompileError(
        diagnostic.getSource() instanceof SourceText source ? source.path() : "",
        Math.max(0, diagnostic.getLineNumber()),
        Math.max(0, diagnostic.getColumnNumber()),
        diagnostic.getMessage(Locale.ENGLISH));
  }

  @Override
  public void close() throws IOException {
    libraries.close();
  }
}
