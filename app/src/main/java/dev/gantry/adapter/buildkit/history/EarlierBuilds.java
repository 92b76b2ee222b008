package dev.gantry.adapter.buildkit.history;

import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import java.util.Comparator;
import java.util.List;

/// Chooses the builds that may have made what another build took from the cache. To read a build
/// takes several calls, and an engine may remember hundreds, so a few of them have to do: those of
/// the same image that ran more than the steps which every build runs, the newest first.
final class EarlierBuilds {

  /// How many builds are read at most.
  static final int LIMIT = 10;

  private static final Comparator<BuildHistoryRecord> NEWEST_FIRST =
      Comparator.comparing((BuildHistoryRecord build) -> StatusMapper.instant(build.getCreatedAt()))
          .reversed();

  private EarlierBuilds() {}

  /// The best chances first.
  static List<BuildHistoryRecord> of(BuildHistoryRecord build, List<BuildHistoryRecord> all) {
    List<String> names = ArchivedBuilds.tags(build);
    int idle =
        all.stream()
            .filter(other -> ArchivedBuilds.tags(other).equals(names))
            .mapToInt(EarlierBuilds::stepsRun)
            .min()
            .orElse(0);
    return all.stream()
        .sorted(
            Comparator.comparing(
                    (BuildHistoryRecord other) -> !ArchivedBuilds.tags(other).equals(names))
                .thenComparing(other -> stepsRun(other) <= idle)
                .thenComparing(NEWEST_FIRST))
        .limit(LIMIT)
        .toList();
  }

  private static int stepsRun(BuildHistoryRecord build) {
    return build.getNumTotalSteps() - build.getNumCachedSteps();
  }
}
