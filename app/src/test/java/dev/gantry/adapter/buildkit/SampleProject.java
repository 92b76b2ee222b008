package dev.gantry.adapter.buildkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A context with all kinds of files, and Dockerfiles that use the constructs which well-known
/// projects use. The Dockerfiles build on `debian:trixie-slim` and on nothing else.
///
/// Each takes an argument `NONCE`, and its steps write something random. So images that are equal
/// come from the same run of every step.
final class SampleProject {

  private static final int TAR_BLOCK = 512;

  private final Path context;
  private final Path library;

  private SampleProject(Path context, Path library) {
    this.context = context;
    this.library = library;
  }

  /// Writes the files into a directory.
  static SampleProject into(Path directory) throws IOException {
    Path context = Files.createDirectories(directory.resolve("context"));
    Path library = Files.createDirectories(directory.resolve("library"));
    SampleProject project = new SampleProject(context, library);
    project.writeSources();
    project.writeOddFiles();
    project.writeLinks();
    write(library.resolve("keep.txt"), "kept\n");
    write(library.resolve("more/left.txt"), "left\n");
    write(library.resolve(".dockerignore"), "more/left.txt\n");
    try (Stream<Path> files = Files.list(dockerfiles())) {
      for (Path file : files.toList()) {
        Files.copy(file, context.resolve(file.getFileName().toString()));
      }
    }
    return project;
  }

  /// The names of the Dockerfiles, without `.Dockerfile`.
  static List<String> names() {
    try (Stream<Path> files = Files.list(dockerfiles())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".Dockerfile"))
          .map(name -> name.replace(".Dockerfile", ""))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path context() {
    return context;
  }

  /// A second directory, outside the context.
  Path library() {
    return library;
  }

  Path dockerfile(String name) {
    return context.resolve(name + ".Dockerfile");
  }

  private static Path dockerfiles() {
    try {
      return Path.of(SampleProject.class.getResource("/buildkit/projects").toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void writeSources() throws IOException {
    write(context.resolve("package.json"), "{\"name\": \"root\"}\n");
    write(context.resolve("packages/a/package.json"), "{\"name\": \"a\"}\n");
    write(context.resolve("packages/a/index.js"), "a();\n");
    write(context.resolve("packages/b/package.json"), "{\"name\": \"b\"}\n");
    write(context.resolve("src/main.txt"), "main\n");
    write(context.resolve("src/main.log"), "log\n");
    write(context.resolve("src/a1.txt"), "a1\n");
    write(context.resolve("src/deep/er/keep.txt"), "keep\n");
    write(context.resolve("src/deep/er/other.txt"), "other\n");
    for (String script : List.of("bin/start.sh", "bin/stop.sh")) {
      Path file = write(context.resolve(script), "#!/bin/sh\nexec \"$@\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    }
  }

  private void writeOddFiles() throws IOException {
    write(context.resolve("with space/read me.txt"), "space\n");
    write(context.resolve("with space/naïve Ünïcödé.txt"), "unicode\n");
    write(context.resolve("n".repeat(200) + ".txt"), "long\n");
    Files.createDirectories(context.resolve("empty/within"));
    Files.setPosixFilePermissions(
        Files.createDirectories(context.resolve("empty/closed")),
        PosixFilePermissions.fromString("rwx------"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(context.resolve("archive.tar.gz")))) {
      out.write(tar("packed.txt", "packed\n"));
    }
  }

  private void writeLinks() throws IOException {
    Path links = Files.createDirectories(context.resolve("links"));
    Files.createSymbolicLink(links.resolve("to-file"), Path.of("../src/main.txt"));
    Files.createSymbolicLink(links.resolve("to-directory"), Path.of("../src/deep"));
    Files.createSymbolicLink(links.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(links.resolve("absolute"), Path.of("/nowhere/at/all"));
    Files.createSymbolicLink(links.resolve("loop"), Path.of("loop"));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// An archive of one file in the format of POSIX.1-1988 (ustar).
  private static byte[] tar(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] archive = new byte[4 * TAR_BLOCK];
    put(archive, 0, name);
    put(archive, 100, "0000644");
    put(archive, 108, "0000000");
    put(archive, 116, "0000000");
    put(archive, 124, "%011o".formatted(content.length));
    put(archive, 136, "%011o".formatted(1_000_000_000));
    put(archive, 148, "        ");
    put(archive, 156, "0");
    put(archive, 257, "ustar");
    put(archive, 263, "00");
    int sum = 0;
    for (int i = 0; i < TAR_BLOCK; i++) {
      sum += archive[i];
    }
    put(archive, 148, "%06o\0 ".formatted(sum));
    System.arraycopy(content, 0, archive, TAR_BLOCK, content.length);
    return archive;
  }

  private static void put(byte[] archive, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, archive, at, bytes.length);
  }
}
