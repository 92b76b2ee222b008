package dev.gantry.adapter.buildkit.filesync;

import dev.gantry.adapter.buildkit.proto.Packet;
import dev.gantry.domain.problem.Problem;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a directory to the engine, of which it takes only what it lacks: lists the entries on one
/// thread, and answers requests for content on others (tonistiigi, `fsutil`, `send.go`).
///
/// A file that cannot be read ends the transfer. One that changes meanwhile does not: it is sent as
/// it is when it is asked for, but never more of it than it has at that moment, as a log that is
/// written all the time has no end. One that is gone then is sent without content, as the Docker
/// CLI does, since it is listed and temporary files of other programs come and go; the next
/// transfer puts that right, because the engine compares sizes.
public final class FileTransfer implements StreamObserver<Packet> {

  private static final Logger LOG = LoggerFactory.getLogger(FileTransfer.class);
  private static final int PIECE_BYTES = 32 * 1024;

  /// For files that do not know how much they have, as those of `/proc`.
  private static final int SMALL_PIECE_BYTES = 1024;

  private static final int SENDERS = 4;

  private final Path root;
  private final FileFilter filter;
  private final PacketSink sink;
  private final LongAdder requested;
  private final Consumer<Problem> problems;
  private final OfferedFiles offered;
  private final HardLinks hardLinks = new HardLinks();
  private final RequestQueue requests = new RequestQueue();

  /// @param requested counts the files that the engine asks for
  /// @param problems learns why the transfer fails, if it does so on this side
  public FileTransfer(
      Path root,
      FileFilter filter,
      ServerCallStreamObserver<Packet> peer,
      LongAdder requested,
      Consumer<Problem> problems) {
    this.root = root;
    this.filter = filter;
    this.sink = new PacketSink(peer);
    this.requested = requested;
    this.problems = problems;
    this.offered = new OfferedFiles(root);
    peer.setOnCancelHandler(this::abandon);
  }

  /// Prepares in the background what transfers need, while the engine thinks about the build.
  public static void prepare() {
    Thread.ofVirtual().name("file transfer").start(ExtendedAttributes::prepare);
  }

  /// Begins to send.
  public void start(ThreadFactory threads) {
    threads.newThread(this::list).start();
    for (int i = 0; i < SENDERS; i++) {
      threads.newThread(this::answer).start();
    }
  }

  @Override
  public void onNext(Packet packet) {
    switch (packet.getType()) {
      case PACKET_REQ -> {
        requested.increment();
        requests.add(packet.getId());
      }
      case PACKET_FIN -> finish();
      case PACKET_ERR -> abandonWith(packet.getData().toStringUtf8());
      // not for the sender
      case PACKET_STAT, PACKET_DATA, UNRECOGNIZED -> {}
    }
  }

  @Override
  public void onError(Throwable failure) {
    abandon();
  }

  @Override
  public void onCompleted() {
    requests.close();
    sink.complete();
  }

  private void list() {
    try {
      new DirectoryWalk(root, filter, this::offer).run();
      sink.send(FilePackets.END_OF_LIST);
    } catch (IOException failure) {
      fail(unreadable(root, failure), failure.toString());
    } catch (PatternSyntaxProblem failure) {
      fail(invalid(failure), failure.reason());
    } catch (CancellationException | InterruptedException _) {
      abandon();
    }
  }

  private void offer(FileEntry entry) throws InterruptedException {
    FileEntry known = hardLinks.resolve(entry);
    offered.add(known);
    sink.send(FilePackets.entry(known));
  }

  private void answer() {
    try {
      for (OptionalInt id = requests.take(); id.isPresent(); id = requests.take()) {
        send(id.getAsInt(), offered.at(id.getAsInt()));
      }
    } catch (CancellationException | InterruptedException _) {
      abandon();
    }
  }

  private void send(int id, Path file) throws InterruptedException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // a socket has no content, and what has become a pipe would be waited for without end
      if (now.isRegularFile()) {
        sendContent(id, file, now.size());
      }
    } catch (IOException failure) {
      if (!FileAttributesReader.isGone(file, failure)) {
        fail(unreadable(file, failure), failure.toString());
        return;
      }
      LOG.warn("{} was gone when the engine asked for it, and is taken for empty", file);
    }
    sink.send(FilePackets.endOfFile(id));
  }

  /// @param size what it has at least, in bytes; 0 if that is not known
  private void sendContent(int id, Path file, long size) throws IOException, InterruptedException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      int pieceBytes = size == 0 ? SMALL_PIECE_BYTES : (int) Math.min(PIECE_BYTES, size);
      long left = size == 0 ? Long.MAX_VALUE : size;
      while (left > 0) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(pieceBytes, left));
        int read = in.read(piece);
        if (read < 0) {
          break;
        }
        sink.send(FilePackets.piece(id, piece.flip()));
        left -= read;
      }
    }
  }

  private void finish() {
    requests.close();
    sink.finish();
  }

  private void fail(Problem problem, String reason) {
    problems.accept(problem);
    requests.close();
    sink.fail(reason);
  }

  private void abandonWith(String reason) {
    // sent on a cancelled build too, so it is no problem of its own
    requests.close();
    sink.fail("the engine ended the transfer: " + reason);
  }

  private void abandon() {
    requests.close();
    sink.abandon();
  }

  /// Patterns come from `.dockerignore` and, as paths to follow, from the sources of `COPY`.
  private Problem invalid(PatternSyntaxProblem failure) {
    boolean excluding = filter.excludes().stream().anyMatch(it -> it.contains(failure.pattern()));
    return new Problem.DockerfileInvalid(
        excluding ? ".dockerignore" : "Dockerfile",
        Optional.empty(),
        failure.pattern(),
        failure.reason());
  }

  private static Problem unreadable(Path file, IOException failure) {
    Path culprit =
        failure instanceof FileSystemException named && named.getFile() != null
            ? Path.of(named.getFile())
            : file;
    return failure instanceof NoSuchFileException
        ? new Problem.FileMissing(culprit)
        : new Problem.FileUnreadable(culprit, failure.toString());
  }
}
