package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.CollectionServiceGrpc;
import dev.gantry.llm.v1.CreateCollectionRequest;
import dev.gantry.llm.v1.DeleteCollectionRequest;
import dev.gantry.llm.v1.Document;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.FinishReason;
import dev.gantry.llm.v1.Finished;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.Match;
import dev.gantry.llm.v1.ModelState;
import dev.gantry.llm.v1.QueryCollectionRequest;
import dev.gantry.llm.v1.Retrieval;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import dev.gantry.llm.v1.ServerServiceGrpc;
import dev.gantry.llm.v1.UpsertDocumentsRequest;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service does on its published port is the same in all modes. `baseline` is first: the
/// others have to answer what it answered.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"baseline", "prod", "slim", "dev"})
class ServiceModesIT {
  private static final String TEXT = "A container image is a stack of layers.";
  private static final long PATIENCE_SECONDS = 60;

  /// The quantised model of `slim` is another one, as near as that to the one of the others.
  private static final double SAME_MODEL = 0.9999;

  private static final double QUANTISED = 0.95;

  private static final Map<String, String> FIRST_ANSWERS = new HashMap<>();
  private static List<Float> firstVector = List.of();
  private static @Nullable ServiceInMode service;
  private static @Nullable ManagedChannel connection;

  @Parameter String mode = "";

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void bringUp(String mode) throws InterruptedException {
    service = ServiceInMode.up(mode);
    connection =
        OkHttpChannelBuilder.forAddress(
                "localhost", ServiceInMode.port(), InsecureChannelCredentials.create())
            .build();
    awaitServing("gantry.llm.v1.EmbeddingService");
  }

  @AfterParameterizedClassInvocation
  static void takeDown() throws InterruptedException {
    if (connection != null) {
      connection.shutdownNow();
    }
    if (service != null) {
      service.down();
    }
  }

  private static ManagedChannel channel() {
    return Objects.requireNonNull(connection);
  }

  @Test
  void servesGenerations() {
    assertThat(
            HealthGrpc.newBlockingStub(channel())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void tellsTheModel() {
    GetServerInfoResponse info =
        ServerServiceGrpc.newBlockingStub(channel())
            .getServerInfo(GetServerInfoRequest.getDefaultInstance());

    assertThat(info.getModel().getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    // sources have no version
    assertThat(info.getVersion()).isEqualTo(mode.equals("dev") ? "development" : "0.1.0-SNAPSHOT");
    assertSameInAllModes("model", info.getModel().getName() + info.getLimits());
  }

  @Test
  void tellsItsServices() throws Exception {
    assertSameInAllModes("services", reflectedServices().toString());
  }

  @Test
  void answersAQuestion() {
    Answer answer = generate(question("What is a layer in a container image?"));

    assertThat(answer.finished().getReason()).isEqualTo(FinishReason.FINISH_REASON_END_OF_TEXT);
    assertThat(answer.text()).hasSizeGreaterThan(20);
    assertSameInAllModes("answer", answer.text());
  }

  @Test
  void endsAtAStopString() {
    Answer whole = generate(question("What is a layer?"));
    String word = whole.text().split(" ", -1)[2];
    Answer stopped = generate(question("What is a layer?").addStop(word));

    assertThat(stopped.finished().getReason()).isEqualTo(FinishReason.FINISH_REASON_STOP_STRING);
    assertThat(stopped.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(word)));
  }

  @Test
  void keepsToAGrammar() {
    Answer answer = generate(question("Is it?").setGrammar("root ::= \"yes\" | \"no\""));

    assertThat(answer.text()).isIn("yes", "no");
    assertSameInAllModes("grammar", answer.text());
  }

  @Test
  void keepsToASchema() {
    Answer answer =
        generate(
            question("How many?")
                .setJsonSchema(
                    "{\"type\": \"object\", \"properties\": {\"n\": {\"enum\": [1, 2]}},"
                        + " \"required\": [\"n\"]}"));

    assertThat(answer.text().replaceAll("\\s", "")).isIn("{\"n\":1}", "{\"n\":2}");
    assertSameInAllModes("schema", answer.text());
  }

  @Test
  void embedsTexts() {
    EmbedResponse response =
        EmbeddingServiceGrpc.newBlockingStub(channel())
            .embed(EmbedRequest.newBuilder().addTexts(TEXT).build());
    List<Float> vector = response.getEmbeddings(0).getValuesList();
    if (firstVector.isEmpty()) {
      firstVector = vector;
    }

    assertThat(response.getEngine()).isEqualTo(mode.equals("slim") ? "onnx" : "torch");
    assertThat(vector).hasSize(384);
    assertThat(product(vector, vector)).isCloseTo(1, within(1e-4));
    assertThat(product(vector, firstVector))
        .isGreaterThan(mode.equals("slim") ? QUANTISED : SAME_MODEL);
  }

  @Test
  void answersFromACollection() {
    var collections = CollectionServiceGrpc.newBlockingStub(channel());
    collections.createCollection(CreateCollectionRequest.newBuilder().setName("facts").build());
    try {
      collections.upsertDocuments(
          UpsertDocumentsRequest.newBuilder()
              .setCollection("facts")
              .addDocuments(document("rain", "It rains in the mountains."))
              .addDocuments(document("layer", TEXT))
              .addDocuments(document("bread", "Bread is baked in an oven."))
              .build());
      List<Match> matches =
          collections
              .queryCollection(
                  QueryCollectionRequest.newBuilder()
                      .setCollection("facts")
                      .setText("What is an image made of?")
                      .setK(1)
                      .build())
              .getMatchesList();
      Answer answer =
          generate(
              question("What is an image made of?")
                  .setRetrieval(Retrieval.newBuilder().setCollection("facts").setK(1)));

      assertThat(matches).extracting(Match::getId).containsExactly("layer");
      assertThat(answer.citations()).containsExactly("layer");
      assertSameInAllModes("retrieval", answer.text());
    } finally {
      collections.deleteCollection(DeleteCollectionRequest.newBuilder().setName("facts").build());
    }
  }

  @Test
  void tellsItsLoad() {
    generate(question("What is a layer?"));

    var load =
        ServerServiceGrpc.newBlockingStub(channel())
            .getLoad(GetLoadRequest.getDefaultInstance())
            .getLoad();

    assertThat(load.getSlots()).isEqualTo(4);
    assertThat(load.getGeneratedTokens()).isPositive();
    assertThat(load.getResidentBytes()).isPositive();
  }

  @Test
  void refusesWhatItCannotDo() {
    StatusRuntimeException invalid =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> generate(question("?").setGrammar("root ::= missing")));
    StatusRuntimeException missing =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                CollectionServiceGrpc.newBlockingStub(channel())
                    .queryCollection(
                        QueryCollectionRequest.newBuilder()
                            .setCollection("nowhere")
                            .setText("?")
                            .build()));

    assertThat(invalid.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(missing.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertSameInAllModes("refusal", String.valueOf(invalid.getStatus().getDescription()));
  }

  private static void assertSameInAllModes(String what, String value) {
    assertThat(value).isEqualTo(FIRST_ANSWERS.computeIfAbsent(what, _ -> value));
  }

  private static void awaitServing(String name) {
    Iterator<?> statuses =
        HealthGrpc.newBlockingStub(channel())
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .watch(HealthCheckRequest.newBuilder().setService(name).build());
    while (!statuses.next().toString().contains(": SERVING")) {}
  }

  private static GenerateRequest.Builder question(String text) {
    return GenerateRequest.newBuilder()
        .setMaxTokens(64)
        .setSampling(SamplingParameters.newBuilder().setTemperature(0))
        .setChat(
            ChatInput.newBuilder()
                .addMessages(ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent(text)));
  }

  private static Document document(String id, String text) {
    return Document.newBuilder().setId(id).setText(text).build();
  }

  private record Answer(String text, List<String> citations, Finished finished) {}

  private static Answer generate(GenerateRequest.Builder request) {
    Iterator<GenerateResponse> events =
        GenerationServiceGrpc.newBlockingStub(channel())
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .generate(request.build());
    StringBuilder text = new StringBuilder();
    List<String> citations = new ArrayList<>();
    Finished finished = Finished.getDefaultInstance();
    while (events.hasNext()) {
      GenerateResponse event = events.next();
      text.append(event.getToken().getText());
      event.getStarted().getCitationsList().forEach(citation -> citations.add(citation.getId()));
      if (event.hasFinished()) {
        finished = event.getFinished();
      }
    }
    return new Answer(text.toString(), citations, finished);
  }

  private static List<String> reflectedServices() throws Exception {
    CompletableFuture<List<String>> services = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel())
            .serverReflectionInfo(
                new StreamObserver<ServerReflectionResponse>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    services.complete(
                        response.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .filter(name -> !name.startsWith("gantry.devloop."))
                            .sorted()
                            .toList());
                  }

                  @Override
                  public void onError(Throwable error) {
                    services.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    try {
      return services.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      requests.onCompleted();
    }
  }

  private static double product(List<Float> a, List<Float> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * (double) b.get(i);
    }
    return sum;
  }
}
