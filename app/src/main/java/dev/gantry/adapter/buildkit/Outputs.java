package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.output.ArchiveSink;
import dev.gantry.adapter.buildkit.output.DirectorySink;
import dev.gantry.adapter.buildkit.output.ResultSink;
import dev.gantry.adapter.buildkit.proto.Exporter;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where the result of a build goes: what the engine is asked to do with it, and what takes on this
/// side what comes of that.
///
/// @param exporters in BuildKit's words
/// @param sinks one for each exporter
record Outputs(List<Exporter> exporters, List<ResultSink> sinks) {

  /// Puts the image into the engine's own store, whichever that is.
  static final String ENGINE = "moby";

  static final String DIRECTORY = "local";
  static final String TAR = "tar";
  static final String OCI = "oci";

  Outputs {
    exporters = List.copyOf(exporters);
    sinks = List.copyOf(sinks);
  }

  static Outputs of(BuildRequest request) {
    List<String> tags = request.target().definition().tags();
    Map<String, String> names = tags.isEmpty() ? Map.of() : Map.of("name", String.join(",", tags));
    return new Outputs(
        request.outputs().stream().map(output -> exporter(output, names)).toList(),
        request.outputs().stream().map(Outputs::sink).toList());
  }

  private static Exporter exporter(BuildOutput output, Map<String, String> names) {
    Exporter.Builder exporter = Exporter.newBuilder();
    return switch (output) {
      case BuildOutput.EngineImage _ -> exporter.setType(ENGINE).putAllAttrs(names).build();
      case BuildOutput.LocalDirectory _ -> exporter.setType(DIRECTORY).build();
      case BuildOutput.Tar _ -> exporter.setType(TAR).build();
      case BuildOutput.OciArchive _ -> exporter.setType(OCI).putAllAttrs(names).build();
    };
  }

  private static ResultSink sink(BuildOutput output) {
    return switch (output) {
      case BuildOutput.EngineImage _ -> ResultSink.NONE;
      case BuildOutput.LocalDirectory(Path directory) -> new DirectorySink(directory);
      case BuildOutput.Tar(Path file) -> new ArchiveSink(file);
      case BuildOutput.OciArchive(Path file) -> new ArchiveSink(file);
    };
  }

  String firstType() {
    return exporters.isEmpty() ? "" : exporters.getFirst().getType();
  }

  Map<String, String> firstAttributes() {
    return exporters.isEmpty() ? Map.of() : exporters.getFirst().getAttrsMap();
  }
}
