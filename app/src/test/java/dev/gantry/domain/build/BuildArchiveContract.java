package dev.gantry.domain.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// What every archive of builds does.
public abstract class BuildArchiveContract {

  protected abstract BuildArchive archive();

  /// A build of the archive that has made an image called [#image].
  protected abstract ArchivedBuild finished() throws Exception;

  protected abstract String image();

  @Test
  void listsABuildThatIsOver() throws Exception {
    ArchivedBuild build = finished();

    assertThat(build.ending()).isEqualTo(new ArchivedBuild.Ending.Succeeded());
    assertThat(build.tags()).isEqualTo(List.of(image()));
    assertThat(build.completed()).isPresent();
    assertThat(archive().list()).contains(build);
  }

  @Test
  void replaysABuildThatIsOver() throws Exception {
    Tally tally = archive().replay(finished().ref()).tally();

    assertThat(tally.finished()).isPositive().isEqualTo(tally.total());
  }

  @Test
  void tellsABuildThatIsOverToThoseWhoFollowIt() throws Exception {
    ArchivedBuild build = finished();
    Queue<BuildEvent> events = new ConcurrentLinkedQueue<>();

    BuildOutcome outcome = archive().follow(build, events::add).await();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Succeeded.class,
            done -> assertThat(done.tags()).isEqualTo(List.of(image())));
    assertThat(BuildProgress.of(List.copyOf(events)).steps())
        .isEqualTo(archive().replay(build.ref()).steps());
  }

  @Test
  void saysSoWhenItDoesNotKnowABuild() {
    assertThatThrownBy(() -> archive().replay("nosuchbuild"))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure ->
                assertThat(failure.problem())
                    .isEqualTo(new Problem.UnknownBuild("nosuchbuild", List.of())));
  }
}
