package dev.gantry;

import static java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import static java.lang.classfile.ClassFile.StackMapsOption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites a library for the start cache of the JVM, which takes no class that was compiled for
/// Java 5 or older: those have no stack maps and are checked in another way (JVMS 4.10). What the
/// classes do stays the same. `./gantry` has this done when it has built Gantry.
final class NewerClasses {

  /// The first version in which every class has stack maps that the JVM insists on.
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  private final ClassFile format;

  /// @param hierarchy knows the classes of the library
  private NewerClasses(ClassHierarchyResolver hierarchy) {
    this.format =
        ClassFile.of(
            ClassHierarchyResolverOption.of(hierarchy), StackMapsOption.GENERATE_STACK_MAPS);
  }

  /// Rewrites a library.
  ///
  /// @param arguments its jar, and where to write the other one
  public static void main(String[] arguments) throws IOException {
    rewrite(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /// @throws IllegalArgumentException if a class cannot be read
  static void rewrite(Path library, Path result) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {library.toUri().toURL()});
        ZipFile from = new ZipFile(library.toFile());
        OutputStream file = Files.newOutputStream(result);
        ZipOutputStream to = new ZipOutputStream(file)) {
      NewerClasses newer =
          new NewerClasses(
              ClassHierarchyResolver.ofResourceParsing(loader)
                  .orElse(ClassHierarchyResolver.defaultResolver()));
      for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        try (InputStream content = from.getInputStream(entry)) {
          byte[] bytes = content.readAllBytes();
          to.putNextEntry(new ZipEntry(entry.getName()));
          to.write(entry.getName().endsWith(".class") ? newer.form(bytes) : bytes);
          to.closeEntry();
        }
      }
    }
  }

  private byte[] form(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    if (model.majorVersion() >= WITH_STACK_MAPS) {
      return bytes;
    }
    return format.transformClass(
        model,
        // a body that is passed on unread would keep lacking its stack maps
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                ClassTransform.endHandler(builder -> builder.withVersion(WITH_STACK_MAPS, 0))));
  }
}
