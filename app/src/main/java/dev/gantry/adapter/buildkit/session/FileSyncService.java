package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.filesync.FileFilter;
import dev.gantry.adapter.buildkit.filesync.FileTransfer;
import dev.gantry.adapter.buildkit.proto.FileSyncGrpc;
import dev.gantry.adapter.buildkit.proto.Packet;
import dev.gantry.domain.problem.Problem;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the engine the directories of a build, by the names that the engine has for them. What it
/// wants of a directory stands in the headers of the call (`session/filesync/filesync.go`).
final class FileSyncService extends FileSyncGrpc.FileSyncImplBase {

  private static final Logger LOG = LoggerFactory.getLogger(FileSyncService.class);
  private static final Context.Key<Metadata> HEADERS = Context.key("headers of the call");

  private final Map<String, Path> directories;
  private final LongAdder requested;
  private final Consumer<Problem> problems;

  private FileSyncService(
      Map<String, Path> directories, LongAdder requested, Consumer<Problem> problems) {
    this.directories = Map.copyOf(directories);
    this.requested = requested;
    this.problems = problems;
  }

  /// @param requested counts the files that the engine asks for
  static ServerServiceDefinition of(
      Map<String, Path> directories, LongAdder requested, Consumer<Problem> problems) {
    FileTransfer.prepare();
    return ServerInterceptors.intercept(
        new FileSyncService(directories, requested, problems), new HeaderKeeper());
  }

  @Override
  public StreamObserver<Packet> diffCopy(StreamObserver<Packet> response) {
    Metadata headers = HEADERS.get();
    String name = values(headers, "dir-name").stream().findFirst().orElse("");
    Path directory = directories.get(name);
    if (directory == null) {
      response.onError(
          Status.NOT_FOUND.withDescription("no directory " + name).asRuntimeException());
      return new Ignored();
    }
    FileFilter filter =
        new FileFilter(
            values(headers, "include-patterns"),
            values(headers, "exclude-patterns"),
            values(headers, "followpaths"));
    LOG.debug("The engine asks for {}: {}", directory, filter);
    FileTransfer transfer =
        new FileTransfer(
            directory, filter, (ServerCallStreamObserver<Packet>) response, requested, problems);
    transfer.start(Thread.ofVirtual().name("files of " + name).factory());
    return transfer;
  }

  private static List<String> values(Metadata headers, String name) {
    boolean encoded =
        Optional.ofNullable(headers.get(key(name + "-encoded"))).filter("1"::equals).isPresent();
    Iterable<String> all = Optional.ofNullable(headers.getAll(key(name))).orElse(List.of());
    return StreamSupport.stream(all.spliterator(), false)
        .map(value -> encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value)
        .toList();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /// Puts the headers where the call's handler can read them.
  private static final class HeaderKeeper implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      Context context = Context.current().withValue(HEADERS, headers);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }

  /// For a call that was refused.
  private static final class Ignored implements StreamObserver<Packet> {
    @Override
    public void onNext(Packet packet) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
