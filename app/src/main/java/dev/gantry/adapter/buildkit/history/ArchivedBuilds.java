package dev.gantry.adapter.buildkit.history;

import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.proto.Exporter;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts the engine's records of builds into the domain's words.
public final class ArchivedBuilds {

  /// The code of a call that was given up, in gRPC's numbering.
  private static final int CANCELLED = 1;

  private static final String CANCELLED_TEXT = "context canceled";

  private ArchivedBuilds() {}

  public static ArchivedBuild of(BuildHistoryRecord build) {
    return new ArchivedBuild(
        build.getRef(),
        tags(build),
        build.getFrontendAttrsMap(),
        StatusMapper.instant(build.getCreatedAt()),
        build.hasCompletedAt()
            ? Optional.of(StatusMapper.instant(build.getCompletedAt()))
            : Optional.empty(),
        ending(build),
        build.getNumTotalSteps(),
        build.getNumCachedSteps(),
        build.getNumWarnings());
  }

  private static Ending ending(BuildHistoryRecord build) {
    if (!build.hasCompletedAt()) {
      return new Ending.Running();
    }
    if (!build.hasError()) {
      return new Ending.Succeeded();
    }
    String message = build.getError().getMessage();
    return build.getError().getCode() == CANCELLED || message.endsWith(CANCELLED_TEXT)
        ? new Ending.Cancelled()
        : new Ending.Failed(message);
  }

  /// What exporters were told to call the image, as people write it: clients add what Docker Hub's
  /// names leave out.
  static List<String> tags(BuildHistoryRecord build) {
    return build.getExportersList().stream()
        .map(Exporter::getAttrsMap)
        .flatMap(attributes -> Stream.of(attributes.getOrDefault("name", "").split(",")))
        .filter(name -> !name.isBlank())
        .map(name -> name.strip().replaceFirst("^docker\\.io/(library/)?", ""))
        .distinct()
        .toList();
  }
}
