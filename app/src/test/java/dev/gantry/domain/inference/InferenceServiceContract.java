package dev.gantry.domain.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.inference.InferenceService.Generation;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every inference service does. The service of the test serves at first.
public abstract class InferenceServiceContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  protected static final Prompt PROMPT =
      new Prompt("Hello", 16, 0, Optional.of(1L), List.of(), Duration.ofMinutes(1));

  protected abstract InferenceService service();

  protected abstract ServiceEndpoint endpoint();

  /// Lets the service say whether it serves.
  protected abstract void becomeServing(boolean serving) throws Exception;

  /// Lets the service disappear from its address.
  protected abstract void goAway() throws Exception;

  /// Lets the service return to the address, serving.
  protected abstract void comeBack() throws Exception;

  /// Lets the service answer every prompt with these tokens, and end the answer if asked to.
  protected abstract void answerWith(List<String> tokens, boolean end) throws Exception;

  /// Lets the service refuse every prompt.
  protected abstract void refuse(String words) throws Exception;

  /// Waits until the service has noticed that the answer under way was cancelled.
  protected abstract boolean noticesCancel(Duration patience) throws Exception;

  @Test
  void tellsANewWatcherTheHealth() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = service().watchHealth(endpoint(), told::add)) {
      assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
    }
  }

  @Test
  void tellsWhenTheServiceStopsServing() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = service().watchHealth(endpoint(), told::add)) {
      assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
      becomeServing(false);
      assertThat(next(told)).isEqualTo(new ServiceHealth.NotServing());
      becomeServing(true);
      assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
    }
  }

  @Test
  void tellsWhenTheServiceGoesAndReturns() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = service().watchHealth(endpoint(), told::add)) {
      assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
      goAway();
      assertThat(next(told)).isInstanceOf(ServiceHealth.Unreachable.class);
      comeBack();
      assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
    }
  }

  @Test
  void tellsNothingAfterTheWatchIsClosed() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();
    BlockingQueue<ServiceHealth> toldOthers = new LinkedBlockingQueue<>();

    AutoCloseable watch = service().watchHealth(endpoint(), told::add);
    assertThat(next(told)).isEqualTo(new ServiceHealth.Serving());
    watch.close();
    try (AutoCloseable _ = service().watchHealth(endpoint(), toldOthers::add)) {
      assertThat(next(toldOthers)).isEqualTo(new ServiceHealth.Serving());
      becomeServing(false);
      assertThat(next(toldOthers)).isEqualTo(new ServiceHealth.NotServing());
    }

    assertThat(told).isEmpty();
  }

  @Test
  void streamsTheAnswer() throws Exception {
    answerWith(List.of("Good", " day", "."), true);

    List<GenerationEvent> events = ask();

    assertThat(words(events)).containsExactly("queued", "started", "Good", " day", ".", "end 3");
    assertThat(events).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void cancelReachesTheService() throws Exception {
    answerWith(List.of("Good"), false);
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();

    Generation generation = service().generate(endpoint(), PROMPT, told::add);
    GenerationEvent event = next(told);
    while (!(event instanceof GenerationEvent.Token)) {
      event = next(told);
    }
    generation.cancel();
    generation.cancel();

    assertThat(noticesCancel(PATIENCE)).isTrue();
    assertThat(next(told))
        .isInstanceOfSatisfying(
            GenerationEvent.Finished.class,
            finished -> assertThat(finished.reason()).isEqualTo(FinishReason.CANCELLED));
    assertThat(told).isEmpty();
  }

  @Test
  void cancelAfterTheEndDoesNothing() throws Exception {
    answerWith(List.of("Good"), true);
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();

    Generation generation = service().generate(endpoint(), PROMPT, told::add);
    List<GenerationEvent> events = untilTheEnd(told);
    generation.cancel();

    assertThat(words(events)).containsExactly("queued", "started", "Good", "end 1");
    assertThat(told).isEmpty();
  }

  @Test
  void aRefusalSaysWhyInTheWordsOfTheService() throws Exception {
    refuse("the prompt has 3000 tokens, the context 2048");

    assertThat(problem(ask()))
        .isEqualTo(new Problem.RequestRejected("the prompt has 3000 tokens, the context 2048"));
  }

  @Test
  void aServiceThatIsNotThereIsUnreachable() throws Exception {
    goAway();

    assertThat(problem(ask())).isInstanceOf(Problem.ServiceUnreachable.class);
  }

  protected final List<GenerationEvent> ask() throws InterruptedException {
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();
    service().generate(endpoint(), PROMPT, told::add);
    return untilTheEnd(told);
  }

  protected static Problem problem(List<GenerationEvent> events) {
    assertThat(events.getLast()).isInstanceOf(GenerationEvent.Failed.class);
    return ((GenerationEvent.Failed) events.getLast()).problem();
  }

  private static List<GenerationEvent> untilTheEnd(BlockingQueue<GenerationEvent> told)
      throws InterruptedException {
    List<GenerationEvent> events = new ArrayList<>();
    do {
      events.add(next(told));
    } while (!isLast(events.getLast()));
    return events;
  }

  private static boolean isLast(GenerationEvent event) {
    return event instanceof GenerationEvent.Finished || event instanceof GenerationEvent.Failed;
  }

  private static List<String> words(List<GenerationEvent> events) {
    return events.stream()
        .map(
            event ->
                switch (event) {
                  case GenerationEvent.Queued _ -> "queued";
                  case GenerationEvent.Started _ -> "started";
                  case GenerationEvent.Token(_, var text) -> text;
                  case GenerationEvent.Finished(_, _, var tokens) -> "end " + tokens;
                  case GenerationEvent.Failed(_, var problem) -> problem.toString();
                })
        .toList();
  }

  protected static <T> T next(BlockingQueue<T> told) throws InterruptedException {
    T event = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(event).as("nothing told for %s", PATIENCE).isNotNull();
    return event;
  }
}
