package dev.gantry.adapter.buildkit.content;

import com.google.protobuf.Empty;
import dev.gantry.adapter.buildkit.proto.content.AbortRequest;
import dev.gantry.adapter.buildkit.proto.content.ContentGrpc;
import dev.gantry.adapter.buildkit.proto.content.Info;
import dev.gantry.adapter.buildkit.proto.content.InfoRequest;
import dev.gantry.adapter.buildkit.proto.content.InfoResponse;
import dev.gantry.adapter.buildkit.proto.content.ReadContentRequest;
import dev.gantry.adapter.buildkit.proto.content.ReadContentResponse;
import dev.gantry.adapter.buildkit.proto.content.WriteContentRequest;
import dev.gantry.adapter.buildkit.proto.content.WriteContentResponse;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Lets the engine read and write blobs of image layouts (containerd, `services/content`; BuildKit,
/// `session/content`). A header of each call names the layout.
public final class ContentService extends ContentGrpc.ContentImplBase {

  /// The header that names the layout.
  public static final String STORE_HEADER = "buildkit-attachable-store-id";

  private final Map<String, ImageLayout> layouts;
  private final Supplier<Optional<String>> store;
  private final Consumer<Problem> problems;

  /// @param layouts by the names that the engine has for them
  /// @param store the name in the header of the current call
  /// @param problems learns why something could not be written
  public ContentService(
      Map<String, ImageLayout> layouts,
      Supplier<Optional<String>> store,
      Consumer<Problem> problems) {
    this.layouts = Map.copyOf(layouts);
    this.store = store;
    this.problems = problems;
  }

  @Override
  public void info(InfoRequest request, StreamObserver<InfoResponse> response) {
    try {
      long size = Files.size(blob(request.getDigest()));
      response.onNext(
          InfoResponse.newBuilder()
              .setInfo(Info.newBuilder().setDigest(request.getDigest()).setSize(size))
              .build());
      response.onCompleted();
    } catch (IOException failure) {
      response.onError(broken(failure));
    } catch (StatusRuntimeException refusal) {
      response.onError(refusal);
    }
  }

  @Override
  public void read(ReadContentRequest request, StreamObserver<ReadContentResponse> response) {
    try {
      BlobReading.start(
          FileChannel.open(blob(request.getDigest())),
          request,
          (ServerCallStreamObserver<ReadContentResponse>) response);
    } catch (IOException failure) {
      response.onError(broken(failure));
    } catch (StatusRuntimeException refusal) {
      response.onError(refusal);
    }
  }

  @Override
  public StreamObserver<WriteContentRequest> write(StreamObserver<WriteContentResponse> response) {
    return new BlobWriting(
        this::layout, (ServerCallStreamObserver<WriteContentResponse>) response, problems);
  }

  /// A write that ends early leaves nothing that could be taken up again.
  @Override
  public void abort(AbortRequest request, StreamObserver<Empty> response) {
    response.onNext(Empty.getDefaultInstance());
    response.onCompleted();
  }

  private ImageLayout layout() {
    return store
        .get()
        .flatMap(name -> Optional.ofNullable(layouts.get(name)))
        .orElseThrow(() -> missing("no store " + store.get().orElse("")));
  }

  private Path blob(String digest) {
    return layout()
        .blob(digest)
        .filter(Files::isRegularFile)
        .orElseThrow(() -> missing("no blob " + digest));
  }

  private static StatusRuntimeException missing(String what) {
    return Status.NOT_FOUND.withDescription(what).asRuntimeException();
  }

  static StatusRuntimeException broken(IOException failure) {
    return Status.UNKNOWN.withDescription(failure.toString()).asRuntimeException();
  }
}
