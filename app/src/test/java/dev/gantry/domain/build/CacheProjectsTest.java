package dev.gantry.domain.build;

import static dev.gantry.domain.build.Reports.announced;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheProjectsTest {

  private final CacheProjects projects = new CacheProjects();

  CacheProjectsTest() {
    projects.add(
        "web",
        BuildProgress.of(
                List.of(
                    announced("[build 2/3] RUN --mount=type=cache,target=/root/.m2 mvn package"),
                    announced("[build 3/3] COPY out /out"),
                    announced("[internal] load build context")))
            .steps());
    projects.add(
        "other", BuildProgress.of(List.of(announced("[build 3/3] COPY out /out"))).steps());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          mount / from exec /bin/sh -c mvn package,                    web
          cached mount /root/.m2 from exec /bin/sh -c mvn package,     web
          [build 3/3] COPY out /out,                                   web
          mount / from exec /bin/sh -c mvn verify,
          local source for context,
          [internal] load build context,
          """)
  void findsTheProjectBehindARecord(String description, @Nullable String project) {
    assertThat(projects.of(record(description))).isEqualTo(Optional.ofNullable(project));
  }

  private static CacheRecord record(String description) {
    return new CacheRecord(
        "id", "regular", description, 1, Instant.EPOCH, Optional.empty(), 1, false, false);
  }
}
