package dev.gantry.llm.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// llama-bench of Debian sid, with all libraries that it needs, the C library included, in a
/// directory of its own: nothing is installed. apt verifies the packages by Debian's signatures.
final class DebianLlamaBench {
  private static final String PACKAGE = "llama.cpp-tools";
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);
  private static final Duration RUN = Duration.ofMinutes(5);

  private final Path root;
  private final Path libraries;

  private DebianLlamaBench(Path root, Path libraries) {
    this.root = root;
    this.libraries = libraries;
  }

  /// Brings it into a directory, unless it is there.
  ///
  /// @throws IOException where this machine has no apt, or Debian cannot be reached
  static DebianLlamaBench in(Path directory) throws IOException, InterruptedException {
    Path root = directory.resolve("root");
    if (!Files.exists(root)) {
      for (String made : List.of("lists/partial", "cache/archives/partial", "unfinished")) {
        Files.createDirectories(directory.resolve(made));
      }
      Files.writeString(directory.resolve("status"), "");
      Files.writeString(
          directory.resolve("sources.list"),
          "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main%n"
              .formatted(mirror(directory)));
      apt(directory, "update");
      apt(directory, "install", "--yes", "--download-only", "--no-install-recommends", PACKAGE);
      Path unfinished = directory.resolve("unfinished");
      try (Stream<Path> archives = Files.list(directory.resolve("cache/archives"))) {
        for (Path archive : archives.filter(file -> file.toString().endsWith(".deb")).toList()) {
          Child.run(
              List.of("dpkg", "--extract", archive.toString(), unfinished.toString()),
              directory,
              DOWNLOAD);
        }
      }
      Files.move(unfinished, root);
    }
    try (Stream<Path> all = Files.list(root.resolve("usr/lib"))) {
      Path libraries =
          all.filter(each -> each.toString().endsWith("-linux-gnu")).findFirst().orElseThrow();
      return new DebianLlamaBench(root, libraries);
    }
  }

  /// The archive that the system uses, if it is Debian's.
  private static String mirror(Path directory) throws IOException, InterruptedException {
    return Child.run(
            List.of(
                "apt-get",
                "indextargets",
                "--no-release-info",
                "--format",
                "$(REPO_URI)",
                "Created-By: Packages",
                "Origin: Debian"),
            directory,
            DOWNLOAD)
        .lines()
        .filter(uri -> !uri.contains("security"))
        .findFirst()
        .orElse("http://deb.debian.org/debian/");
  }

  private static void apt(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("apt-get", "--quiet=2"));
    for (String option :
        List.of(
            "Dir::Etc::SourceList=" + directory.resolve("sources.list"),
            "Dir::Etc::SourceParts=/dev/null",
            "Dir::State::Lists=" + directory.resolve("lists"),
            "Dir::State::Status=" + directory.resolve("status"),
            "Dir::Cache=" + directory.resolve("cache"),
            "APT::Sandbox::User=root")) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(List.of(arguments));
    Child.run(command, directory, DOWNLOAD);
  }

  /// Time for a prompt, and for token after token.
  record Result(long promptNanos, long generateNanos) {}

  Result run(Path model, int threads, int prompt, int generate)
      throws IOException, InterruptedException {
    String output =
        Child.run(
            List.of(
                loader().toString(),
                "--library-path",
                libraries + ":" + libraries.resolve("llama"),
                root.resolve("usr/bin/llama-bench").toString(),
                "--model",
                model.toString(),
                "--n-prompt",
                Integer.toString(prompt),
                "--n-gen",
                Integer.toString(generate),
                "--threads",
                Integer.toString(threads),
                "--repetitions",
                "1",
                "--output",
                "json"),
            // it looks for its kernels here, as the place that it was built with is not there
            kernels(),
            RUN);
    JsonArray tests = JsonParser.parseString(output).getAsJsonArray();
    return new Result(nanos(tests, "n_prompt"), nanos(tests, "n_gen"));
  }

  private static long nanos(JsonArray tests, String kind) throws IOException {
    for (JsonElement each : tests) {
      JsonObject test = each.getAsJsonObject();
      if (test.get(kind).getAsInt() > 0) {
        return test.getAsJsonArray("samples_ns").get(0).getAsLong();
      }
    }
    throw new IOException("llama-bench did not measure " + kind);
  }

  private Path loader() throws IOException {
    try (Stream<Path> files = Files.list(libraries)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("ld-linux"))
          .findFirst()
          .orElseThrow(() -> new IOException("there is no dynamic loader in " + libraries));
    }
  }

  private Path kernels() throws IOException {
    try (Stream<Path> files = Files.list(libraries.resolve("ggml"))) {
      return files
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new IOException("there are no kernels in " + libraries));
    }
  }
}
