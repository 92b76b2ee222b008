package dev.gantry.llm;

import static dev.gantry.llm.Replies.reason;
import static dev.gantry.llm.Replies.text;
import static dev.gantry.llm.RunningServer.greedy;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Duration;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GetModelRequest;
import dev.gantry.llm.v1.ListModelsRequest;
import dev.gantry.llm.v1.LoadModelRequest;
import dev.gantry.llm.v1.LoadModelResponse;
import dev.gantry.llm.v1.Model;
import dev.gantry.llm.v1.ModelFile;
import dev.gantry.llm.v1.ModelState;
import dev.gantry.llm.v1.UnloadModelRequest;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models come and go while the server runs; on the real library, with copies of the bundled model.
class ModelServiceTest {
  private static final String A = "a.gguf";
  private static final String B = "b.gguf";

  /// The default of the option queue.
  private static final int MOST_WAITING = 64;

  /// Text that cannot end before the context is full.
  private static final GenerateRequest ENDLESS_REQUEST =
      GenerateRequest.newBuilder().setPrompt("Once").setGrammar("root ::= [a-z ]+ \"#\"").build();

  @TempDir private Path directory;

  @BeforeEach
  void copyModels() throws Exception {
    Files.copy(TestModel.FILE, directory.resolve(A));
    Files.copy(TestModel.FILE, directory.resolve(B));
  }

  private RunningServer start(String... flags) throws Exception {
    return RunningServer.serving(directory.resolve(A), flags);
  }

  private static LoadModelResponse load(RunningServer server, String name) throws Exception {
    return server.models().loadModel(LoadModelRequest.newBuilder().setFileName(name).build());
  }

  private static Model loaded(RunningServer server) throws Exception {
    return server.models().getModel(GetModelRequest.getDefaultInstance()).getModel();
  }

  private static String answer(RunningServer server) throws Exception {
    return text(server.generate(greedy().setPrompt("Once").setMaxTokens(8).build()));
  }

  private static StatusException failure(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(StatusException.class, call));
  }

  /// Reads until a generation has begun. It goes on until its context is full.
  private static BlockingClientCall<?, GenerateResponse> startEndless(RunningServer server)
      throws Exception {
    BlockingClientCall<?, GenerateResponse> call = server.generations().generate(ENDLESS_REQUEST);
    GenerateResponse next = requireNonNull(call.read());
    while (!next.hasToken()) {
      next = requireNonNull(call.read());
    }
    return call;
  }

  /// As many as may wait: each fills its context, of 512 tokens.
  private static List<BlockingClientCall<?, GenerateResponse>> startMoreThanEndInASecond(
      RunningServer server) throws Exception {
    List<BlockingClientCall<?, GenerateResponse>> calls = new ArrayList<>();
    calls.add(startEndless(server));
    while (calls.size() < MOST_WAITING) {
      calls.add(server.generations().generate(ENDLESS_REQUEST));
    }
    // one that comes later is refused, which is not to be broken off
    for (BlockingClientCall<?, GenerateResponse> call : calls.subList(1, calls.size())) {
      assertThat(call.read()).matches(GenerateResponse::hasQueued);
    }
    return calls;
  }

  /// Reads a generation to its end, which is one of two.
  private static boolean wasBrokenOff(BlockingClientCall<?, GenerateResponse> call)
      throws InterruptedException {
    try {
      assertThat(Replies.rest(call).getLast().hasFinished()).isTrue();
      return false;
    } catch (StatusException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
      assertThat(reason(e)).isEqualTo("MODEL_SWAPPING+");
      return true;
    }
  }

  @Test
  void listsWhatThereIsAndWhatIsWrongWithIt() throws Exception {
    Files.writeString(directory.resolve("page.gguf"), "<html>");
    Files.writeString(directory.resolve("notes.txt"), "nothing");
    try (RunningServer server = start()) {
      List<ModelFile> models =
          server.models().listModels(ListModelsRequest.getDefaultInstance()).getModelsList();

      ModelFile.Builder bundled =
          ModelFile.newBuilder()
              .setSizeBytes(4_601_280)
              .setName("Gantry Tiny")
              .setArchitecture("llama")
              .setParameters(4_229_888)
              .setQuantization("Q8_0")
              .setTrainedContextTokens(512);
      assertThat(models)
          .containsExactly(
              bundled.clone().setFileName(A).setLoaded(true).build(),
              bundled.clone().setFileName(B).build(),
              ModelFile.newBuilder()
                  .setFileName("page.gguf")
                  .setSizeBytes(6)
                  .setProblem("the file does not begin with \"GGUF\"")
                  .build());
    }
  }

  @Test
  void swapsBesideTheOldOneWithoutRefusingAnything() throws Exception {
    try (RunningServer server = start("--model-swap=beside")) {
      BlockingClientCall<?, GenerateResponse> running = startEndless(server);
      CompletableFuture<LoadModelResponse> swap =
          CompletableFuture.supplyAsync(() -> loadWithin(server, B, 60));
      Patience.until("b has taken over", () -> path(server).endsWith(B));

      assertThat(answer(server)).isNotEmpty();
      // the generation of a goes on beside, to its end
      assertThat(Replies.rest(running).getLast().hasFinished()).isTrue();
      LoadModelResponse response = swap.join();
      assertThat(response.getModel().getPath()).endsWith(B);
      assertThat(response.getUnavailableTime()).isEqualTo(Duration.getDefaultInstance());
      assertThat(response.getBrokenOff()).isZero();
      assertThat(response.getLoadTime()).isNotEqualTo(Duration.getDefaultInstance());
    }
  }

  private static LoadModelResponse loadWithin(RunningServer server, String name, int seconds) {
    try {
      return server
          .models()
          .loadModel(
              LoadModelRequest.newBuilder()
                  .setFileName(name)
                  .setDrainTimeout(Duration.newBuilder().setSeconds(seconds))
                  .build());
    } catch (StatusException e) {
      throw new AssertionError(e);
    }
  }

  private static String path(RunningServer server) {
    try {
      return loaded(server).getPath();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void swapsInsteadOfTheOldOneWhereThereIsNoRoomForBoth() throws Exception {
    try (RunningServer server = start("--model-swap=instead")) {
      BlockingClientCall<?, HealthCheckResponse> health = server.watchHealth("");
      assertThat(requireNonNull(health.read()).getStatus()).isEqualTo(ServingStatus.SERVING);
      List<BlockingClientCall<?, GenerateResponse>> running = startMoreThanEndInASecond(server);
      CompletableFuture<LoadModelResponse> swap =
          CompletableFuture.supplyAsync(() -> loadWithin(server, B, 1));
      assertThat(requireNonNull(health.read()).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);

      // those of a are waited for, and others are refused meanwhile
      StatusException refused = failure(() -> answer(server));
      StatusException busy = failure(() -> load(server, B));
      Model between = loaded(server);
      LoadModelResponse response = swap.join();

      assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
      assertThat(reason(refused)).isEqualTo("MODEL_SWAPPING+");
      assertThat(busy.getStatus().getCode()).isEqualTo(Code.ABORTED);
      assertThat(reason(busy)).isEqualTo("MODEL_CHANGING+");
      assertThat(between.getState()).isEqualTo(ModelState.MODEL_STATE_SWAPPING);
      assertThat(response.getUnavailableTime().getSeconds()).isBetween(1L, 30L);
      int brokenOff = 0;
      for (BlockingClientCall<?, GenerateResponse> call : running) {
        brokenOff += wasBrokenOff(call) ? 1 : 0;
      }
      assertThat(brokenOff).isPositive().isEqualTo(response.getBrokenOff());
      assertThat(requireNonNull(health.read()).getStatus()).isEqualTo(ServingStatus.SERVING);
      assertThat(answer(server)).isNotEmpty();
    }
  }

  @Test
  void keepsTheLoadedModelWhereTheOtherIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
    Files.writeString(directory.resolve("page.gguf"), "<html>");
    try (RunningServer server = start("--model-swap=instead")) {
      BlockingClientCall<?, HealthCheckResponse> health = server.watchHealth("");
      requireNonNull(health.read());

      StatusException page = failure(() -> load(server, "page.gguf"));
      StatusException cut = failure(() -> load(server, "cut.gguf"));

      assertThat(reason(page)).isEqualTo("MODEL_REFUSED");
      assertThat(page.getStatus().getDescription()).contains("does not begin with \"GGUF\"");
      assertThat(cut.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(cut.getStatus().getDescription()).contains("not within the file bounds");
      assertThat(loaded(server).getPath()).endsWith(A);
      assertThatThrownBy(() -> health.read(1, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(server.log()).noneMatch(line -> line.contains("model.left"));
    }
  }

  @Test
  void goesBackToTheOldOneWhereTheNewOneFailsAfterAll() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
    try (RunningServer server = start("--model-swap=instead", "--model-check=never")) {
      StatusException cut = failure(() -> load(server, "cut.gguf"));

      assertThat(reason(cut)).isEqualTo("MODEL_REFUSED");
      assertThat(server.log()).anyMatch(line -> line.contains("model.left"));
      assertThat(loaded(server).getPath()).endsWith(A);
      assertThat(answer(server)).isNotEmpty();
      server.awaitHealth(ServingStatus.SERVING);
    }
  }

  @Test
  void hasNoModelWhereTheOldOneIsGoneTooWhenTheNewOneFails() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
    try (RunningServer server = start("--model-swap=instead", "--model-check=never")) {
      Files.delete(directory.resolve(A));
      StatusException cut = failure(() -> load(server, "cut.gguf"));

      assertThat(reason(cut)).isEqualTo("MODEL_REFUSED");
      assertThat(loaded(server).getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
      assertThat(loaded(server).getProblem()).contains(directory.resolve(A).toString());
      assertThat(reason(failure(() -> answer(server)))).isEqualTo("MODEL_FAILED");

      // a failure stays what it was where the next one fails, too
      assertThat(reason(failure(() -> load(server, "cut.gguf")))).isEqualTo("MODEL_REFUSED");
      assertThat(loaded(server).getProblem()).contains(directory.resolve(A).toString());
      load(server, B);
      assertThat(answer(server)).isNotEmpty();
    }
  }

  @Test
  void loadsBesideWhereThereIsMemoryForBoth() throws Exception {
    try (RunningServer server = start()) {
      assertThat(load(server, B).getUnavailableTime()).isEqualTo(Duration.getDefaultInstance());
    }
  }

  @Test
  void saysThatTheDirectoryCannotBeRead() throws Exception {
    try (RunningServer server = start("--model-dir=" + directory.resolve("none"))) {
      StatusException unreadable =
          failure(() -> server.models().listModels(ListModelsRequest.getDefaultInstance()));

      assertThat(reason(unreadable)).isEqualTo("MODEL_DIRECTORY_UNREADABLE");
      assertThat(unreadable.getStatus().getDescription())
          .startsWith("The model directory " + directory.resolve("none") + " cannot be read");
    }
  }

  @Test
  void unloadsAndLoadsAgain() throws Exception {
    try (RunningServer server = start()) {
      BlockingClientCall<?, GenerateResponse> running = startEndless(server);

      assertThat(
              server
                  .models()
                  .unloadModel(
                      UnloadModelRequest.newBuilder()
                          .setDrainTimeout(Duration.getDefaultInstance())
                          .build())
                  .getBrokenOff())
          .isEqualTo(1);
      StatusException broken = failure(() -> Replies.rest(running));
      StatusException refused = failure(() -> answer(server));
      server.awaitHealth(ServingStatus.NOT_SERVING);

      assertThat(reason(broken)).isEqualTo("MODEL_UNLOADED");
      assertThat(reason(refused)).isEqualTo("MODEL_UNLOADED");
      assertThat(loaded(server))
          .isEqualTo(Model.newBuilder().setState(ModelState.MODEL_STATE_UNLOADED).build());
      assertThat(
              server.models().unloadModel(UnloadModelRequest.getDefaultInstance()).getBrokenOff())
          .isZero();

      assertThat(load(server, B).getModel().getState()).isEqualTo(ModelState.MODEL_STATE_READY);
      assertThat(answer(server)).isNotEmpty();
    }
  }

  @Test
  void takesNamesOfTheDirectoryOnly() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("sub"));
    Files.copy(TestModel.FILE, elsewhere.resolve("c.gguf"));
    try (RunningServer server = start("--model-dir=" + elsewhere)) {
      Files.createSymbolicLink(elsewhere.resolve("link.gguf"), directory.resolve(A));

      for (String path : List.of("", ".", "..", "../a.gguf", "/etc/passwd", "x\\y.gguf")) {
        StatusException invalid = failure(() -> load(server, path));
        assertThat(invalid.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(invalid.getStatus().getDescription()).contains("without a path");
      }
      for (String missing : List.of("a.gguf", "link.gguf", "c", "none.gguf")) {
        assertThat(reason(failure(() -> load(server, missing)))).isEqualTo("MODEL_NOT_FOUND");
      }
      assertThat(load(server, "c.gguf").getModel().getPath()).endsWith("sub/c.gguf");
    }
  }

  @Test
  void refusesAnImpossibleTimeout() throws Exception {
    try (RunningServer server = start()) {
      StatusException invalid =
          failure(
              () ->
                  server
                      .models()
                      .unloadModel(
                          UnloadModelRequest.newBuilder()
                              .setDrainTimeout(Duration.newBuilder().setSeconds(-1))
                              .build()));

      assertThat(invalid.getStatus().getDescription())
          .isEqualTo(
              "The request is not valid: drain_timeout is -1 s; from 0 to 600 s are possible.");
    }
  }
}
