package dev.gantry.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

class DriverLibraryTest {
  private static final String PROPERTY = "org.sqlite.lib.path";

  @TempDir private Path directory;
  private final @Nullable String before = System.getProperty(PROPERTY);

  @BeforeEach
  @AfterEach
  void putBack() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void keepsTheLibraryAndTellsTheDriverWhere() throws Exception {
    System.clearProperty(PROPERTY);

    new DriverLibrary(directory).provide();
    new DriverLibrary(directory).provide();

    Path file = Path.of(System.getProperty(PROPERTY), LibraryLoaderUtil.getNativeLibName());
    assertThat(files()).isEqualTo(List.of(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(contentOfTheDriver());
  }

  @Test
  void leavesTheChoiceOfTheUserAlone() throws Exception {
    System.setProperty(PROPERTY, "/chosen");

    new DriverLibrary(directory).provide();

    assertThat(System.getProperty(PROPERTY)).isEqualTo("/chosen");
    assertThat(files()).isEmpty();
  }

  @Test
  void leavesTheDriverToItselfWhereItCannotWrite() throws Exception {
    System.clearProperty(PROPERTY);
    Path file = Files.writeString(directory.resolve("file"), "");

    new DriverLibrary(file).provide();

    assertThat(System.getProperty(PROPERTY)).isNull();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] contentOfTheDriver() throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream content = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      return content.readAllBytes();
    }
  }
}
