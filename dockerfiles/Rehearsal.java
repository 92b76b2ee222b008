import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the service does while the AOT cache of an image is made: it starts, is asked for what
/// clients ask for, and ends. The JVM notes which classes that takes, and which methods are hot.
///
/// Ends with an error where the service does not do all of it, so that no image is built around a
/// service that does not work.
final class Rehearsal {
  private static final long PATIENCE_SECONDS = 60;
  private static final int PORT = 50052;

  private Rehearsal() {}

  /// Begins before the service listens, and asks it when it does.
  public static void main(String[] arguments) throws InterruptedException {
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("localhost", PORT, InsecureChannelCredentials.create())
            .build();
    try {
      awaitServing(channel, "");
      generate(channel, GenerateRequest.newBuilder().setPrompt("A layer is"));
      generate(channel, GenerateRequest.newBuilder().setChat(question()));
      generate(
          channel,
          GenerateRequest.newBuilder()
              .setChat(question())
              .setJsonSchema("{\"enum\": [\"yes\", \"no\"]}"));
      // these load after the chat model, while it is used
      awaitServing(channel, "gantry.llm.v1.EmbeddingService");
      require(
          EmbeddingServiceGrpc.newBlockingStub(channel)
                  .embed(EmbedRequest.newBuilder().addTexts("a layer").addTexts("an image").build())
                  .getEmbeddingsCount()
              == 2,
          "two embeddings");
      ServerServiceGrpc.newBlockingStub(channel)
          .getServerInfo(GetServerInfoRequest.getDefaultInstance());
      listServices(channel);
    } finally {
      channel.shutdownNow();
    }
  }

  private static ChatInput question() {
    return ChatInput.newBuilder()
        .addMessages(
            ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent("What is a layer?"))
        .build();
  }

  /// Follows the health as a supervisor would; the call waits until the service listens.
  private static void awaitServing(ManagedChannel channel, String service) {
    var statuses =
        HealthGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .watch(HealthCheckRequest.newBuilder().setService(service).build());
    while (statuses.next().getStatus() != ServingStatus.SERVING) {}
  }

  private static void generate(ManagedChannel channel, GenerateRequest.Builder request) {
    var events =
        GenerationServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .generate(
                request
                    .setMaxTokens(8)
                    .setSampling(SamplingParameters.newBuilder().setTemperature(0))
                    .build());
    boolean finished = false;
    while (events.hasNext()) {
      finished = events.next().hasFinished();
    }
    require(finished, "an answer");
  }

  private static void listServices(ManagedChannel channel) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<ServerReflectionResponse>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {}

                  @Override
                  public void onError(Throwable error) {}

                  @Override
                  public void onCompleted() {
                    end.countDown();
                  }
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    requests.onCompleted();
    require(end.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "a list of the services");
  }

  private static void require(boolean held, String what) {
    if (!held) {
      throw new IllegalStateException("the service did not give " + what);
    }
  }
}
