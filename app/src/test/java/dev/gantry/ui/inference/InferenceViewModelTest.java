package dev.gantry.ui.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.inference.AccessFile;
import dev.gantry.domain.inference.AccessFiles;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.domain.inference.Timings;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.ManualTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InferenceViewModelTest {
  private static final ServiceEndpoint ENDPOINT = new ServiceEndpoint("127.0.0.1", 50052, "");
  private static final Duration BATCH = Duration.ofMillis(50);

  private static final AccessFiles FILES =
      new AccessFiles(
          Map.of(
              AccessFile.TOKEN_FILE,
              new AccessFiles.Named("dev.gantry.grpc.token-file", Path.of("/srv/token"))),
          Optional.empty());
  private static final Problem MISSING =
      new Problem.AccessFileUnusable(
          "dev.gantry.grpc.token-file", Path.of("/srv/token"), "is not there");

  private final ManualTasks tasks = new ManualTasks();
  private final FakeInferenceService service = new FakeInferenceService();
  private Optional<String> token = Optional.empty();
  private final InferenceViewModel viewModel = new InferenceViewModel(service, this::read, tasks);

  @Test
  void watchesTheHealthOfTheServiceFromStartingToServing() {
    service.become(new ServiceHealth.NotServing());
    connect();
    ServiceHealth before = viewModel.healthProperty().get();
    service.become(new ServiceHealth.Serving());
    tasks.advance(BATCH);

    assertThat(before).isEqualTo(new ServiceHealth.NotServing());
    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Serving());
  }

  @Test
  void tellsWhatBecameOfASaveUntilAnotherServiceIsWatched() {
    connect();
    Optional<CodeCycle> before = viewModel.codeProperty().get();
    CodeCycle cycle =
        new CodeCycle(
            1,
            List.of("A.java"),
            new CodeCycle.Times(
                Duration.ofMillis(20),
                Optional.of(Duration.ofMillis(200)),
                Optional.of(Duration.ofMillis(290)),
                Optional.of(Duration.ofMillis(312))),
            new CodeOutcome.Swapped(),
            Optional.empty());
    service.saved(cycle);
    tasks.advance(BATCH);
    Optional<CodeCycle> saved = viewModel.codeProperty().get();
    viewModel.connect(Optional.empty());

    assertThat(before).isEqualTo(Optional.empty());
    assertThat(saved).contains(cycle);
    assertThat(viewModel.codeProperty().get()).isEqualTo(Optional.empty());
  }

  @Test
  void watchesOneServiceAtATime() {
    connect();
    viewModel.connect(Optional.of(new ServicePlace(new ServiceEndpoint("127.0.0.1", 50053, ""))));
    tasks.settle();

    assertThat(service.watcherCount()).isOne();
  }

  @Test
  void knowsNothingOfAProjectWithoutAService() {
    connect();
    viewModel.connect(Optional.empty());
    tasks.settle();

    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Unknown());
    assertThat(service.watcherCount()).isZero();
  }

  @Test
  void talksToTheServiceWithWhatItsFilesSay() {
    token = Optional.of("one");
    connect(FILES);
    send("Hello");

    assertThat(service.lastGeneration().endpoint()).isEqualTo(locked("one"));
    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Serving());
  }

  @Test
  void takesATokenThatWasRenewed() {
    token = Optional.of("one");
    connect(FILES);
    token = Optional.of("two");
    connect(FILES);

    assertThat(viewModel.endpointProperty().get()).contains(locked("two"));
    assertThat(service.watcherCount()).isOne();
  }

  @Test
  void saysWhichFileCannotBeUsedAndWatchesNothing() {
    token = Optional.of("one");
    connect(FILES);
    token = Optional.empty();
    connect(FILES);
    tasks.settle();

    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Unreachable(MISSING));
    assertThat(viewModel.endpointProperty().get()).contains(ENDPOINT);
    assertThat(service.watcherCount()).isZero();
  }

  @Test
  void watchesAgainWhenTheFileIsThere() {
    connect(FILES);
    ServiceHealth before = viewModel.healthProperty().get();
    token = Optional.of("one");
    connect(FILES);

    assertThat(before).isEqualTo(new ServiceHealth.Unreachable(MISSING));
    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Serving());
  }

  @Test
  void watchesAServiceThatNoLongerWantsTheFile() {
    connect(FILES);
    connect();

    assertThat(viewModel.endpointProperty().get()).contains(ENDPOINT);
    assertThat(viewModel.healthProperty().get()).isEqualTo(new ServiceHealth.Serving());
  }

  @Test
  void doesNotSendATokenThatOthersCouldRead() {
    token = Optional.of("one");
    viewModel.connect(
        Optional.of(new ServicePlace(new ServiceEndpoint("10.0.0.7", 50052, ""), FILES)));
    tasks.settle();

    assertThat(viewModel.healthProperty().get())
        .isEqualTo(new ServiceHealth.Unreachable(new Problem.TokenExposed("10.0.0.7")));
    assertThat(service.watcherCount()).isZero();
  }

  @Test
  void canSendWhenTheServiceServesAndThereIsAPrompt() {
    connect();
    boolean without = viewModel.canSendProperty().get();
    viewModel.promptProperty().set("Hello");

    assertThat(without).isFalse();
    assertThat(viewModel.canSendProperty().get()).isTrue();
  }

  @Test
  void cannotSendToAServiceThatStarts() {
    service.become(new ServiceHealth.NotServing());
    connect();
    viewModel.promptProperty().set("Hello");

    assertThat(viewModel.canSendProperty().get()).isFalse();
  }

  @Test
  void canSendToAServiceThatTellsNoHealth() {
    service.become(new ServiceHealth.Answering());
    connect();
    viewModel.promptProperty().set("Hello");

    assertThat(viewModel.canSendProperty().get()).isTrue();
  }

  @Test
  void cannotSendWithASeedThatIsNoNumber() {
    connect();
    viewModel.promptProperty().set("Hello");
    viewModel.parameters().seedProperty().set("abc");

    assertThat(viewModel.canSendProperty().get()).isFalse();
  }

  @Test
  void sendsThePromptWithItsParameters() {
    connect();
    viewModel.parameters().maxTokensProperty().set(64);
    viewModel.parameters().temperatureProperty().set(0);
    viewModel.parameters().seedProperty().set("7");
    send("  Hello\n");

    assertThat(service.lastGeneration().prompt())
        .isEqualTo(new Prompt("Hello", 64, 0, Optional.of(7L), List.of(), Duration.ofMinutes(10)));
    assertThat(service.lastGeneration().endpoint()).isEqualTo(ENDPOINT);
  }

  @Test
  void emptiesTheBoxAndBlocksItUntilTheAnswerHasEnded() {
    connect();
    send("Hello");
    viewModel.promptProperty().set("More");
    boolean during = viewModel.canSendProperty().get();
    service.lastGeneration().finish(FinishReason.END_OF_TEXT);
    tasks.advance(BATCH);

    assertThat(during).isFalse();
    assertThat(viewModel.canSendProperty().get()).isTrue();
  }

  @Test
  void theAnswerGrowsAsTokensArrive() {
    connect();
    send("Hello");
    service.lastGeneration().begin("Good", " morning");
    tasks.advance(BATCH);
    String before = exchange().textProperty().get();
    service.lastGeneration().tell(",", " Ada");
    tasks.advance(BATCH);

    assertThat(before).isEqualTo("Good morning");
    assertThat(exchange().textProperty().get()).isEqualTo("Good morning, Ada");
    assertThat(exchange().stateProperty().get()).isEqualTo(new AnswerState.Streaming());
  }

  @Test
  void measuresTheAnswerByTheTimesOfItsTokens() {
    connect();
    send("Hello");
    service.lastGeneration().begin("a", "b", "c");
    tasks.advance(BATCH);
    Timings timings = exchange().timingsProperty().get();

    assertThat(timings.tokens()).isEqualTo(3);
    assertThat(timings.decoding()).isEqualTo(Duration.ofMillis(200));
    assertThat(timings.tokensPerSecond()).contains(10.0);
    assertThat(exchange().gapsProperty().get()).containsExactly(100.0, 100.0);
  }

  @Test
  void saysWhereItStandsInTheQueue() {
    connect();
    send("Hello");
    service.lastGeneration().queue(2);
    tasks.advance(BATCH);

    assertThat(exchange().stateProperty().get()).isEqualTo(new AnswerState.Queued(2));
  }

  @Test
  void cancelReachesTheServiceAndKeepsWhatHasCome() {
    connect();
    send("Hello");
    service.lastGeneration().begin("Good");
    viewModel.cancel();
    tasks.settle();
    tasks.advance(BATCH);

    assertThat(service.lastGeneration().isCancelled()).isTrue();
    assertThat(exchange().textProperty().get()).isEqualTo("Good");
    assertThat(exchange().stateProperty().get())
        .isEqualTo(new AnswerState.Finished(FinishReason.CANCELLED));
    assertThat(viewModel.answeringProperty().get()).isFalse();
  }

  @Test
  void cancelBeforeTheServiceHasThePromptIsNotLost() {
    connect();
    viewModel.promptProperty().set("Hello");
    viewModel.send();
    viewModel.cancel();
    tasks.settle();

    assertThat(service.lastGeneration().isCancelled()).isTrue();
  }

  @Test
  void aFailureEndsTheAnswerAndSaysWhy() {
    Problem problem = new Problem.ServiceOverloaded("8 requests wait");
    service.failWith(problem);
    connect();
    send("Hello");
    tasks.advance(BATCH);

    assertThat(exchange().stateProperty().get()).isEqualTo(new AnswerState.Failed(problem));
    assertThat(viewModel.answeringProperty().get()).isFalse();
  }

  @Test
  void forgetsTheOldestExchangeWhenThereAreTooMany() {
    service.answerWith("yes");
    connect();
    for (int i = 0; i <= InferenceViewModel.CAPACITY; i++) {
      send("Question " + i);
      tasks.advance(BATCH);
    }

    assertThat(viewModel.exchanges()).hasSize(InferenceViewModel.CAPACITY);
    assertThat(viewModel.exchanges().getFirst().prompt().text()).isEqualTo("Question 1");
  }

  @Test
  void closeEndsTheWatchAndTheAnswer() {
    connect();
    send("Hello");
    service.lastGeneration().begin("Good");
    tasks.advance(BATCH);
    viewModel.close();
    tasks.settle();

    assertThat(service.watcherCount()).isZero();
    assertThat(service.lastGeneration().isCancelled()).isTrue();
  }

  private ServiceAccess read(AccessFiles files) {
    assertThat(files).isEqualTo(FILES);
    return token
        .map(InferenceViewModelTest::access)
        .orElseThrow(() -> new GantryException(MISSING));
  }

  private static ServiceAccess access(String token) {
    return new ServiceAccess(List.of(), Optional.of(new ServiceAccess.Token(token)));
  }

  private static ServiceEndpoint locked(String token) {
    return ENDPOINT.with(access(token));
  }

  private void connect() {
    connect(AccessFiles.NONE);
  }

  private void connect(AccessFiles files) {
    viewModel.connect(Optional.of(new ServicePlace(ENDPOINT, files)));
    tasks.settle();
    tasks.advance(BATCH);
  }

  private void send(String prompt) {
    viewModel.promptProperty().set(prompt);
    viewModel.send();
    tasks.settle();
  }

  private ExchangeViewModel exchange() {
    return viewModel.exchanges().getLast();
  }
}
