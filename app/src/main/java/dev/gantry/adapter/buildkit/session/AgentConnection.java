package dev.gantry.adapter.buildkit.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.adapter.buildkit.proto.ssh.BytesMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// One connection of a build step to an SSH agent. A message is a length of four bytes, a type of
/// one, and the rest (RFC draft-miller-ssh-agent); each request has one answer.
///
/// A step may ask which keys there are and let the agent sign. Anything else, such as to remove
/// keys or to lock the agent, is answered here with a failure.
final class AgentConnection implements StreamObserver<BytesMessage> {

  private static final int REQUEST_IDENTITIES = 11;
  private static final int SIGN_REQUEST = 13;
  private static final Set<Integer> ALLOWED = Set.of(REQUEST_IDENTITIES, SIGN_REQUEST);

  private static final byte FAILURE = 5;
  private static final byte[] REFUSAL = {0, 0, 0, 1, FAILURE};

  /// Stands for the end among the pieces of requests.
  private static final ByteString END = ByteString.EMPTY;

  /// The same limit as OpenSSH has.
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;

  /// How many pieces of requests may wait; a step waits for each answer before its next request.
  private static final int QUEUE = 64;

  private final Path socket;
  private final ServerCallStreamObserver<BytesMessage> answers;
  private final BlockingQueue<ByteString> pieces = new LinkedBlockingQueue<>();
  private final Thread thread;
  private ByteString rest = ByteString.EMPTY;

  AgentConnection(Path socket, ServerCallStreamObserver<BytesMessage> answers) {
    this.socket = socket;
    this.answers = answers;
    this.thread = Thread.ofVirtual().name("ssh agent " + socket).unstarted(this::answer);
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
    try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      for (byte[] request = next(); request.length > 0; request = next()) {
        byte[] answer = ALLOWED.contains((int) request[4]) ? ask(agent, request) : REFUSAL;
        answers.onNext(
            BytesMessage.newBuilder().setData(UnsafeByteOperations.unsafeWrap(answer)).build());
      }
      answers.onCompleted();
    } catch (ClosedByInterruptException _) {
      answers.onError(Status.CANCELLED.asRuntimeException());
    } catch (IOException | UnsupportedOperationException failure) {
      answers.onError(
          Status.UNAVAILABLE.withDescription(socket + ": " + failure).asRuntimeException());
    } catch (InterruptedException _) {
      answers.onError(Status.CANCELLED.asRuntimeException());
    }
  }

  /// The next request with its length, or nothing at the end.
  private byte[] next() throws IOException, InterruptedException {
    ByteString head = take(Integer.BYTES);
    if (head.isEmpty()) {
      return new byte[0];
    }
    ByteString body = take(length(head.asReadOnlyByteBuffer()));
    return body.isEmpty() ? new byte[0] : head.concat(body).toByteArray();
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

  private static byte[] ask(SocketChannel agent, byte[] request) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      agent.write(out);
    }
    byte[] head = read(agent, Integer.BYTES);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(head);
    answer.writeBytes(read(agent, length(ByteBuffer.wrap(head))));
    return answer.toByteArray();
  }

  private static byte[] read(SocketChannel agent, int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      if (agent.read(in) < 0) {
        throw new EOFException("the agent ended the connection");
      }
    }
    return in.array();
  }

  private static int length(ByteBuffer head) throws IOException {
    int length = head.getInt();
    if (length < 1 || length > MAX_MESSAGE_BYTES) {
      throw new IOException("a message of " + length + " bytes is none of an SSH agent");
    }
    return length;
  }
}
