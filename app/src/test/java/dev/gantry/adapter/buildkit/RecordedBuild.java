package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.log.LogLine;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A build that a test has run to its end.
record RecordedBuild(BuildOutcome outcome, BuildProgress progress) {

  static RecordedBuild run(BuildRunner runner, BuildRequest request) throws InterruptedException {
    List<BuildEvent> events = new CopyOnWriteArrayList<>();
    BuildOutcome outcome = runner.start(request, events::add).await();
    return new RecordedBuild(outcome, BuildProgress.of(events));
  }

  BuildOutcome.Succeeded succeeded() {
    if (outcome instanceof BuildOutcome.Succeeded succeeded) {
      return succeeded;
    }
    throw new AssertionError("not succeeded: " + outcome);
  }

  Problem problem() {
    if (outcome instanceof BuildOutcome.Failed(Problem problem, _)) {
      return problem;
    }
    throw new AssertionError("not failed: " + outcome);
  }

  /// What the step whose name contains `part` has written.
  List<String> log(String part) {
    return progress.steps().stream()
        .filter(step -> step.name().contains(part))
        .flatMap(step -> progress.log(step.id()).lines().lines().stream())
        .map(LogLine::text)
        .toList();
  }

  /// What the engine has taken of the context, in bytes.
  long sentBytes() {
    return progress.steps().stream()
        .filter(step -> step.name().equals("[internal] load build context"))
        .map(Step::transfers)
        .flatMap(List::stream)
        .mapToLong(BuildEvent.Transfer::current)
        .max()
        .orElse(0);
  }

  /// Counts down when a step has written `text`.
  static void countOnOutput(BuildEvent event, String text, CountDownLatch latch) {
    if (event instanceof BuildEvent.Output output && output.text().contains(text)) {
      latch.countDown();
    }
  }
}
