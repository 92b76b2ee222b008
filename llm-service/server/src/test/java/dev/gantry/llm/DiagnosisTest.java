package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.Role;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is off unless somebody looks for a fault.
class DiagnosisTest {
  private static final String QUESTION = "What is a \"zebra\"?";
  private static final int HEAP_MEGABYTES = 64;

  private static List<GenerateResponse> ask(RunningServer server) throws Exception {
    return server.generate(
        RunningServer.greedy()
            .setMaxTokens(5)
            .setChat(
                ChatInput.newBuilder()
                    .addMessages(
                        ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent(QUESTION)))
            .build());
  }

  @Test
  void logsPromptsAndAnswersOnlyWhereThatIsWanted() throws Exception {
    try (RunningServer quiet = RunningServer.serving(TestModel.FILE);
        RunningServer talking = RunningServer.serving(TestModel.FILE, "--log-prompts=true")) {
      String answer = Replies.text(ask(talking));
      assertThat(Replies.text(ask(quiet))).isEqualTo(answer).isNotEmpty();

      Patience.until(
          "the answer is logged",
          () -> talking.log().stream().anyMatch(line -> line.contains("generation.answer")));
      assertThat(talking.log())
          .anyMatch(
              line -> line.contains("generation.prompt") && line.contains("ROLE_USER: " + QUESTION))
          .anyMatch(line -> line.contains("generation.answer") && line.contains(answer));
      Patience.until(
          "the end is logged",
          () -> quiet.log().stream().anyMatch(line -> line.contains("INFO generation ")));
      assertThat(quiet.log()).noneMatch(line -> line.contains("zebra") || line.contains(answer));
    }
  }

  /// In processes of their own: channelz knows all servers of a process, and fails where one of
  /// them, such as those of other tests, has no socket.
  @Test
  void tellsOfConnectionsOnlyWhereThatIsWanted() throws Exception {
    try (RunningServer quiet = RunningServer.process(HEAP_MEGABYTES, TestModel.FILE);
        RunningServer talking =
            RunningServer.process(HEAP_MEGABYTES, TestModel.FILE, "--channelz=true")) {
      assertThat(servers(talking)).isPositive();
      assertThatThrownBy(() -> servers(quiet))
          .isInstanceOfSatisfying(
              StatusException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNIMPLEMENTED));
    }
  }

  private static int servers(RunningServer server) throws StatusException {
    return ChannelzGrpc.newBlockingV2Stub(server.generations().getChannel())
        .withDeadlineAfter(RunningServer.PATIENCE)
        .getServers(GetServersRequest.getDefaultInstance())
        .getServerCount();
  }
}
