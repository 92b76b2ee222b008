package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.filesync.ContextArchive;
import dev.gantry.adapter.buildkit.filesync.IgnoreFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The files of a build for the classic builder, which gets all of them in one archive and does not
/// look at `.dockerignore` itself.
///
/// @param directory empty for a context that the engine fetches
/// @param dockerfile its path in the archive
/// @param more files that are not in the directory
record ClassicContext(Optional<Path> directory, String dockerfile, Map<String, byte[]> more) {

  ClassicContext {
    more = Map.copyOf(more);
  }

  static ClassicContext of(BuildInputs inputs) throws IOException {
    Optional<Path> context = Optional.ofNullable(inputs.directories().get(BuildInputs.CONTEXT));
    Optional<Path> place = Optional.ofNullable(inputs.directories().get(BuildInputs.DOCKERFILE));
    String name = inputs.attributes().getOrDefault("filename", BuildInputs.INLINE_NAME);
    if (context.isEmpty() || place.isEmpty()) {
      return new ClassicContext(context, name, Map.of());
    }
    Path file = place.get().resolve(name);
    if (file.startsWith(context.get())) {
      String path = context.get().relativize(file).toString().replace('\\', '/');
      return new ClassicContext(context, path, Map.of());
    }
    String unique = ".dockerfile." + UUID.randomUUID();
    return new ClassicContext(context, unique, Map.of(unique, Files.readAllBytes(file)));
  }

  /// Writes the archive. What the builder itself needs is in it even if a pattern excludes it.
  void write(OutputStream out) throws IOException, InterruptedException {
    Path root = directory.orElseThrow();
    List<String> excludes = new ArrayList<>(IgnoreFile.patterns(root));
    if (!excludes.isEmpty()) {
      excludes.add("!" + dockerfile);
      excludes.add("!.dockerignore");
    }
    ContextArchive.write(root, excludes, more, out);
  }
}
