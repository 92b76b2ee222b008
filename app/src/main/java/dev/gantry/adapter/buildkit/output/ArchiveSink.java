package dev.gantry.adapter.buildkit.output;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.adapter.buildkit.proto.BytesMessage;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/// Writes a result that is one archive. The file is there when all of it is; an older one of the
/// same name stays until then.
///
/// @param file where the archive goes
public record ArchiveSink(Path file) implements ResultSink {

  @Override
  public StreamObserver<byte[]> receive(
      ServerCallStreamObserver<byte[]> call, Consumer<Problem> problems) {
    Writer writer = new Writer(file, call, problems);
    call.setOnCancelHandler(writer::discard);
    return writer;
  }

  private static final class Writer implements StreamObserver<byte[]> {
    private final Path file;
    private final Path partial;
    private final StreamObserver<byte[]> call;
    private final Consumer<Problem> problems;
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean over;

    Writer(Path file, StreamObserver<byte[]> call, Consumer<Problem> problems) {
      this.file = file.toAbsolutePath();
      this.partial = this.file.resolveSibling(file.getFileName() + ".partial");
      this.call = call;
      this.problems = problems;
      try {
        Files.createDirectories(partial.resolveSibling(""));
        out = Files.newOutputStream(partial);
      } catch (IOException failure) {
        fail(failure);
      }
    }

    @Override
    public synchronized void onNext(byte[] message) {
      if (!over) {
        try {
          BytesMessage.parseFrom(message).getData().writeTo(out);
        } catch (InvalidProtocolBufferException broken) {
          fail(new IOException("the engine sent what is no part of an archive", broken));
        } catch (IOException failure) {
          fail(failure);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      discard();
    }

    @Override
    public synchronized void onCompleted() {
      if (over) {
        return;
      }
      try {
        out.close();
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        over = true;
        call.onCompleted();
      } catch (IOException failure) {
        fail(failure);
      }
    }

    private void fail(IOException failure) {
      problems.accept(new Problem.OutputUnwritable(file, failure.toString()));
      discard();
      call.onError(Status.INTERNAL.withDescription(failure.toString()).asRuntimeException());
    }

    synchronized void discard() {
      over = true;
      try {
        out.close();
        Files.deleteIfExists(partial);
      } catch (IOException _) {
        // the build has failed already, and says why
      }
    }
  }
}
