package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.adapter.buildkit.agent.SshAgent;
import dev.gantry.adapter.buildkit.proto.ssh.BytesMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// One connection of a build step to an SSH agent. A message is a length of four bytes, a type of
/// one, and the rest (RFC draft-miller-ssh-agent); each request has one answer.
///
/// A step may ask which keys there are and let the agent sign. Anything else, such as to remove
/// keys or to lock the agent, is answered here with a failure.
final class AgentConnection implements StreamObserver<BytesMessage> {

  /// `SSH_AGENT_FAILURE`.
  private static final byte[] REFUSAL = {5};

  /// Stands for the end among the pieces of requests.
  private static final ByteString END = ByteString.EMPTY;

  /// How many pieces of requests may wait; a step waits for each answer before its next request.
  private static final int QUEUE = 64;

  private final SshAgent agent;
  private final ServerCallStreamObserver<BytesMessage> answers;
  private final BlockingQueue<ByteString> pieces = new LinkedBlockingQueue<>();
  private final Thread thread;
  private ByteString rest = ByteString.EMPTY;

  AgentConnection(String id, SshAgent agent, ServerCallStreamObserver<BytesMessage> answers) {
    this.agent = agent;
    this.answers = answers;
    this.thread = Thread.ofVirtual().name("ssh agent " + id).unstarted(this::answer);
    // an interrupt also ends the waiting for the agent
    answers.setOnCancelHandler(thread::interrupt);
  }

  /// Answers requests until the step ends the connection.
  void start() {
    thread.start();
  }

  @Override
  public void onNext(BytesMessage message) {
    if (pieces.size() > QUEUE) {
      thread.interrupt();
    } else if (!message.getData().isEmpty()) {
      pieces.add(message.getData());
    }
  }

  @Override
  public void onError(Throwable failure) {
    thread.interrupt();
  }

  @Override
  public void onCompleted() {
    pieces.add(END);
  }

  private void answer() {
    try (SshAgent.Connection connection = agent.connect()) {
      for (byte[] request = next(); request.length > 0; request = next()) {
        answers.onNext(message(answer(connection, request)));
      }
      answers.onCompleted();
    } catch (ClosedByInterruptException _) {
      answers.onError(Status.CANCELLED.asRuntimeException());
    } catch (IOException | UnsupportedOperationException failure) {
      answers.onError(Status.UNAVAILABLE.withDescription(failure.toString()).asRuntimeException());
    } catch (InterruptedException _) {
      answers.onError(Status.CANCELLED.asRuntimeException());
    }
  }

  private static byte[] answer(SshAgent.Connection connection, byte[] request) throws IOException {
    return SshAgent.ALLOWED.contains((int) request[0]) ? connection.answer(request) : REFUSAL;
  }

  private static BytesMessage message(byte[] answer) {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + answer.length);
    out.putInt(answer.length).put(answer).flip();
    return BytesMessage.newBuilder().setData(UnsafeByteOperations.unsafeWrap(out)).build();
  }

  /// The next request without its length, or nothing at the end.
  private byte[] next() throws IOException, InterruptedException {
    ByteString head = take(Integer.BYTES);
    if (head.isEmpty()) {
      return new byte[0];
    }
    return take(length(head.asReadOnlyByteBuffer())).toByteArray();
  }

  /// The next bytes, or none at the end.
  private ByteString take(int count) throws InterruptedException {
    while (rest.size() < count) {
      ByteString piece = pieces.take();
      if (piece.isEmpty()) {
        return END;
      }
      rest = rest.concat(piece);
    }
    ByteString taken = rest.substring(0, count);
    rest = rest.substring(count);
    return taken;
  }

  private static int length(ByteBuffer head) throws IOException {
    int length = head.getInt();
    if (length < 1 || length > SshAgent.MAX_MESSAGE_BYTES) {
      throw new IOException("a message of " + length + " bytes is none of an SSH agent");
    }
    return length;
  }
}
