package dev.gantry.llm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.generation.Percentiles;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.Limits;
import dev.gantry.llm.v1.Model;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the server says of itself in each state.
class ServerInfoGrpcTest {
  private static final Path PATH = Path.of("/models/x.gguf");

  private static GetServerInfoResponse info(ModelState model, EmbeddingState embedding)
      throws Exception {
    List<GetServerInfoResponse> responses = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    try (LoadStreams load =
        new LoadStreams(
            () -> model, () -> Percentiles.NONE, InstantSource.system(), Duration.ofSeconds(1))) {
      new ServerInfoGrpc(
              ConfigReader.read(List.of("--slots=2", "--conversations=7"), Map.of()),
              "1.2.3",
              Instant.ofEpochSecond(5, 6),
              () -> model,
              () -> embedding,
              load)
          .getServerInfo(
              GetServerInfoRequest.getDefaultInstance(),
              new StreamObserver<>() {
                @Override
                public void onNext(GetServerInfoResponse value) {
                  responses.add(value);
                }

                @Override
                public void onError(Throwable t) {
                  ends.add(t.toString());
                }

                @Override
                public void onCompleted() {
                  ends.add("completed");
                }
              });
    }
    assertThat(ends).containsExactly("completed");
    return responses.getFirst();
  }

  private static Model model(ModelState state) throws Exception {
    return info(state, new EmbeddingState.Loading()).getModel();
  }

  private static Model.Builder expected(dev.gantry.llm.v1.ModelState state) {
    return Model.newBuilder().setState(state).setPath(PATH.toString());
  }

  @Test
  void tellsVersionsAndLimits() throws Exception {
    GetServerInfoResponse info = info(new ModelState.Unloaded(), new EmbeddingState.Loading());

    assertThat(info.getVersion()).isEqualTo("1.2.3");
    assertThat(info.getStartTime())
        .isEqualTo(Timestamp.newBuilder().setSeconds(5).setNanos(6).build());
    assertThat(info.getJavaVersion()).isEqualTo(Runtime.version().toString());
    assertThat(info.getLimits())
        .isEqualTo(Limits.newBuilder().setSlots(2).setQueue(64).setConversations(7).build());
  }

  @Test
  void tellsWhereTheModelStands() throws Exception {
    GgufHeader header = new GgufHeader("llama", "X", "Q8_0", 1, 2, 3, 4);

    assertThat(model(new ModelState.Loading(PATH)))
        .isEqualTo(expected(dev.gantry.llm.v1.ModelState.MODEL_STATE_LOADING).build());
    assertThat(model(new ModelState.Swapping(PATH)))
        .isEqualTo(expected(dev.gantry.llm.v1.ModelState.MODEL_STATE_SWAPPING).build());
    assertThat(model(new ModelState.Failed(PATH, "No luck.", null)))
        .isEqualTo(
            expected(dev.gantry.llm.v1.ModelState.MODEL_STATE_FAILED)
                .setProblem("No luck.")
                .build());
    assertThat(model(new ModelState.Failed(PATH, "No luck.", header)))
        .isEqualTo(
            expected(dev.gantry.llm.v1.ModelState.MODEL_STATE_FAILED)
                .setProblem("No luck.")
                .setArchitecture("llama")
                .setName("X")
                .setQuantization("Q8_0")
                .setParameters(1)
                .setTrainedContextTokens(2)
                .setSizeBytes(4)
                .build());
    assertThat(model(new ModelState.Unloaded()))
        .isEqualTo(
            Model.newBuilder().setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_UNLOADED).build());
    assertThat(model(new ModelState.Draining()))
        .isEqualTo(
            Model.newBuilder()
                .setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_UNLOADING)
                .build());
  }
}
