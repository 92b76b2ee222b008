package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWalkTest {

  @TempDir Path root;

  @Test
  void listsDirectoriesBeforeTheirContentInTheOrderOfBytes() throws Exception {
    files("b", "a/z", "a.txt", "a-b/c", "A", "a/y/x");

    assertThat(walk())
        .isEqualTo(List.of("A", "a/", "a/y/", "a/y/x", "a/z", "a-b/", "a-b/c", "a.txt", "b"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ordersCharactersOutsideTheBasicPlaneLast() throws Exception {
    // as UTF-8, U+FF5E is EF BD 9E and U+1F600 is F0 9F 98 80, though as UTF-16 it begins with D83D
    files("\uFF5E", "\uD83D\uDE00", "\u00E9", "z");

    assertThat(walk()).isEqualTo(List.of("z", "\u00E9", "\uFF5E", "\uD83D\uDE00"));
  }

  @Test
  void listsEmptyDirectories() throws Exception {
    Files.createDirectories(root.resolve("a/b"));

    assertThat(walk()).isEqualTo(List.of("a/", "a/b/"));
  }

  @Test
  void listsWhatIsIncludedWithTheDirectoriesAboveIt() throws Exception {
    files("a/b/c", "a/d", "e/f", "g");

    assertThat(walk(filter(List.of("a/b", "e/*"), List.of())))
        .isEqualTo(List.of("a/", "a/b/", "a/b/c", "e/", "e/f"));
  }

  @Test
  void leavesOutOfTheIncludedWhatIsExcluded() throws Exception {
    files("a/b", "a/c", "d");

    assertThat(walk(filter(List.of("a"), List.of("**/c")))).isEqualTo(List.of("a/", "a/b"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsLinksOfThePathsAskedFor() throws Exception {
    files("real/data/file", "real/other", "unrelated");
    link("one", "two");
    link("two", "real/data");
    link("real/data/up", "../other");
    link("loop", "loop");
    link("absolute", "/unrelated");

    assertThat(walk(following("one/up")))
        .isEqualTo(List.of("one", "real/", "real/data/", "real/data/up", "real/other", "two"));
    assertThat(walk(following("loop/x"))).isEqualTo(List.of("loop"));
    assertThat(walk(following("absolute"))).isEqualTo(List.of("absolute", "unrelated"));
    assertThat(walk(following("t*")))
        .isEqualTo(List.of("real/", "real/data/", "real/data/file", "real/data/up", "two"));
    assertThat(walk(following("."))).hasSize(10);
    assertThat(walk(following("nothing/there"))).isEmpty();
    assertThatThrownBy(() -> walk(following("[x"))).isInstanceOf(PatternSyntaxProblem.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void tellsWhatAFileIs() throws Exception {
    files("dir/file");
    link("dir/link", "fi\u00FCr/x");
    FileTime time = FileTime.from(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
    Files.setLastModifiedTime(root.resolve("dir/file"), time);
    Files.setPosixFilePermissions(
        root.resolve("dir/file"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setAttribute(root.resolve("dir"), "unix:mode", 01777);
    List<FileEntry> entries = new ArrayList<>();

    new DirectoryWalk(root, filter(List.of(), List.of()), entries::add).run();

    assertThat(entries.get(0).mode()).isEqualTo(FileMode.DIRECTORY | FileMode.STICKY | 0777);
    assertThat(entries.get(0).sizeBytes()).isZero();
    assertThat(entries.get(1))
        .isEqualTo(
            new FileEntry(
                "dir/file",
                root.resolve("dir/file"),
                0751,
                "dir/file".length(),
                1_700_000_000_123_456_789L,
                "",
                0,
                0,
                Map.of(),
                Optional.empty()));
    assertThat(entries.get(2).mode()).isEqualTo(FileMode.SYMBOLIC_LINK | 0777);
    assertThat(entries.get(2).link()).isEqualTo("fi\u00FCr/x");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsExtendedAttributes() throws Exception {
    files("fi\u00FCr", "plain");
    Path file = root.resolve("fi\u00FCr");
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("user"));
    Files.setAttribute(file, "user:origin", ByteBuffer.wrap(new byte[] {1, 0, 2}));
    Files.setAttribute(file, "user:none", ByteBuffer.allocate(0));
    List<FileEntry> entries = new ArrayList<>();

    new DirectoryWalk(root, filter(List.of(), List.of()), entries::add).run();

    assertThat(entries.stream().map(FileEntry::extended).map(DirectoryWalkTest::ofUsers))
        .isEqualTo(
            List.of(
                Map.of(
                    "user.origin",
                    ByteString.copyFrom(new byte[] {1, 0, 2}),
                    "user.none",
                    ByteString.EMPTY),
                Map.of()));
  }

  /// Without those that the system adds, such as labels of SELinux.
  private static Map<String, ByteString> ofUsers(Map<String, ByteString> attributes) {
    return attributes.entrySet().stream()
        .filter(attribute -> attribute.getKey().startsWith("user."))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsDevicesByTheirNumbers() throws Exception {
    List<FileEntry> entries = new ArrayList<>();

    new DirectoryWalk(Path.of("/dev"), filter(List.of("null"), List.of()), entries::add).run();

    assertThat(entries)
        .extracting(FileEntry::mode, FileEntry::deviceMajor, FileEntry::deviceMinor)
        .containsExactly(tuple(FileMode.DEVICE | FileMode.CHARACTER_DEVICE | 0666, 1L, 3L));
  }

  @Test
  void goesVeryDeep() throws Exception {
    Path deep = root;
    for (int i = 0; i < 300; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("n".repeat(200)), "");

    assertThat(walk()).hasSize(301).last().asString().endsWith("/" + "n".repeat(200));
  }

  @Test
  void namesTheDirectoryThatIsNone() throws Exception {
    Path missing = root.resolve("missing");

    assertThatThrownBy(
            () -> new DirectoryWalk(missing, filter(List.of(), List.of()), _ -> {}).run())
        .isInstanceOfSatisfying(
            FileSystemException.class,
            failure -> assertThat(failure.getFile()).isEqualTo(missing.toString()));
  }

  private void files(String... paths) throws Exception {
    for (String path : paths) {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  private void link(String path, String target) throws Exception {
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private static FileFilter filter(List<String> includes, List<String> excludes) {
    return new FileFilter(includes, excludes, List.of());
  }

  private static FileFilter following(String path) {
    return new FileFilter(List.of(), List.of(), List.of(path));
  }

  private List<String> walk() throws Exception {
    return walk(filter(List.of(), List.of()));
  }

  private List<String> walk(FileFilter filter) throws Exception {
    List<String> listed = new ArrayList<>();
    new DirectoryWalk(
            root, filter, entry -> listed.add(entry.path() + (entry.isDirectory() ? "/" : "")))
        .run();
    return listed;
  }
}
