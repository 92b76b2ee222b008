package dev.gantry.llm.rpc;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.server.RequestIds;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.stream.Collectors;

/// Writes into the log what was asked and answered, where the configuration wants that.
final class PromptLog implements ServerInterceptor {
  private final EventLog log;

  PromptLog(EventLog log) {
    this.log = log;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String requestId = RequestIds.current();
    return new SimpleForwardingServerCallListener<>(
        next.startCall(new Answered<>(call, requestId), headers)) {
      @Override
      public void onMessage(Q message) {
        if (message instanceof GenerateRequest request) {
          write("generation.prompt", requestId, text(request));
        }
        super.onMessage(message);
      }
    };
  }

  private static String text(GenerateRequest request) {
    return request.hasChat()
        ? request.getChat().getMessagesList().stream()
            .map(PromptLog::line)
            .collect(Collectors.joining("\n"))
        : request.getPrompt();
  }

  private static String line(ChatMessage message) {
    return message.getRole() + ": " + message.getContent();
  }

  private void write(String event, String requestId, String text) {
    log.write(Level.INFO, event, field("request_id", requestId), field("text", text));
  }

  private final class Answered<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final String requestId;
    private final StringBuilder text = new StringBuilder();

    Answered(ServerCall<Q, R> call, String requestId) {
      super(call);
      this.requestId = requestId;
    }

    @Override
    public void sendMessage(R message) {
      if (message instanceof GenerateResponse response && response.hasToken()) {
        text.append(response.getToken().getText());
      }
      super.sendMessage(message);
    }

    /// Not reached by a call that the client left.
    @Override
    public void close(Status status, Metadata trailers) {
      if (!text.isEmpty()) {
        write("generation.answer", requestId, text.toString());
      }
      super.close(status, trailers);
    }
  }
}
