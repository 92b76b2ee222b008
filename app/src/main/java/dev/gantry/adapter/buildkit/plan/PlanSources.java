package dev.gantry.adapter.buildkit.plan;

import dev.gantry.adapter.buildkit.proto.llb.SourceOp;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.PlannedInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Where a build gets what no step makes. Used for one plan.
final class PlanSources {
  private static final String LOCAL = "local://";
  private static final String IMAGE = "docker-image://";

  private final Map<String, Path> directories;
  private final BinaryOperator<String> images;
  private final FileHashes hashes;
  private final Map<SourceOp, LocalFiles> read = new HashMap<>();
  private final Map<SourceOp, String> resolved = new HashMap<>();
  private final Map<String, FileManifest> manifests = new HashMap<>();

  /// @param directories by the name that the engine has for them
  /// @param images gives a digest of what is in an image, by reference and resolve mode
  PlanSources(Map<String, Path> directories, BinaryOperator<String> images, FileHashes hashes) {
    this.directories = Map.copyOf(directories);
    this.images = images;
    this.hashes = hashes;
  }

  /// @throws IOException if a file cannot be read
  PlannedInput input(SourceOp source, Taken taken) throws IOException, InterruptedException {
    String identifier = source.getIdentifier();
    if (identifier.startsWith(IMAGE)) {
      String reference = identifier.substring(IMAGE.length());
      return new PlannedInput.Image(
          reference,
          resolved.computeIfAbsent(
              source,
              _ ->
                  images.apply(
                      reference, source.getAttrsMap().getOrDefault("image.resolvemode", ""))));
    }
    Path directory =
        identifier.startsWith(LOCAL) ? directories.get(identifier.substring(LOCAL.length())) : null;
    if (directory == null) {
      return new PlannedInput.Remote(identifier);
    }
    FileManifest manifest = files(directory, source).manifest(taken);
    String digest = manifest.digest();
    manifests.put(digest, manifest);
    return new PlannedInput.Files(identifier.substring(LOCAL.length()), digest);
  }

  /// The files of every input so far, by digest.
  Map<String, FileManifest> manifests() {
    return manifests;
  }

  /// When a file was changed last, in nanoseconds since 1970.
  long lastModified() {
    return read.values().stream().mapToLong(LocalFiles::lastModified).max().orElse(0);
  }

  void keepHashes() {
    read.values().forEach(LocalFiles::keepHashes);
  }

  private LocalFiles files(Path directory, SourceOp source)
      throws IOException, InterruptedException {
    LocalFiles files = read.get(source);
    if (files == null) {
      files = LocalFiles.of(directory, source, hashes);
      read.put(source, files);
    }
    return files;
  }
}
