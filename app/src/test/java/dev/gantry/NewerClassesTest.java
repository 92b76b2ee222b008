package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {
  @TempDir private Path directory;

  @Test
  void keepsWhatTheClassesOfALibraryDo() throws Exception {
    Path library =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path result = directory.resolve("newer.jar");

    NewerClasses.rewrite(library, result);

    assertThat(names(result)).isEqualTo(names(library));
    // to load a class of a version with stack maps means to have it checked with them
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {result.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> commandLine = Class.forName("picocli.CommandLine", true, loader);
      assertThat(commandLine.getField("VERSION").get(null)).isEqualTo(CommandLine.VERSION);
      for (String name : names(result)) {
        if (name.startsWith("picocli/CommandLine") && name.endsWith(".class")) {
          Class<?> loaded =
              Class.forName(name.replace(".class", "").replace('/', '.'), true, loader);
          assertThat(version(loaded)).isEqualTo(ClassFile.JAVA_7_VERSION);
        }
      }
    }
  }

  @Test
  void leavesOtherClassesAsTheyAre() throws Exception {
    Path library = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path result = directory.resolve("same.jar");

    NewerClasses.rewrite(library, result);

    try (ZipFile before = new ZipFile(library.toFile());
        ZipFile after = new ZipFile(result.toFile())) {
      String name = "org/junit/jupiter/api/Test.class";
      assertThat(bytes(after, name)).isEqualTo(bytes(before, name));
    }
    assertThat(Files.size(result)).isPositive();
  }

  private static int version(Class<?> loaded) throws Exception {
    String file = loaded.getName().replace('.', '/') + ".class";
    try (InputStream content = loaded.getClassLoader().getResourceAsStream(file)) {
      return ClassFile.of().parse(content.readAllBytes()).majorVersion();
    }
  }

  private static List<String> names(Path jar) throws Exception {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static byte[] bytes(ZipFile jar, String name) throws Exception {
    try (InputStream content = jar.getInputStream(jar.getEntry(name))) {
      return content.readAllBytes();
    }
  }
}
