package dev.gantry.adapter.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.proto.Packet;
import dev.gantry.adapter.buildkit.proto.Packet.PacketType;
import dev.gantry.adapter.buildkit.proto.Stat;
import dev.gantry.domain.problem.Problem;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileTransferTest {

  private static final FileFilter EVERYTHING = new FileFilter(List.of(), List.of(), List.of());

  @TempDir Path root;

  private final Receiver receiver = new Receiver();
  private final LongAdder requested = new LongAdder();
  private final BlockingQueue<Problem> problems = new LinkedBlockingQueue<>();

  @Test
  void sendsTheListThenWhatIsAskedFor() throws Exception {
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/b"), "small");
    String large = "x".repeat(100_000);
    Files.writeString(root.resolve("c"), large);
    FileTransfer transfer = start(EVERYTHING);

    assertThat(receiver.list()).isEqualTo(List.of("a", "a/b", "c"));
    transfer.onNext(request(2));
    assertThat(receiver.content(2)).isEqualTo(large);
    transfer.onNext(request(1));
    assertThat(receiver.content(1)).isEqualTo("small");
    transfer.onNext(Packet.newBuilder().setType(PacketType.PACKET_FIN).build());

    assertThat(receiver.next().getType()).isEqualTo(PacketType.PACKET_FIN);
    assertThat(receiver.end.get(5, TimeUnit.SECONDS)).isEqualTo("completed");
  }

  @Test
  void waitsWhileTheReceiverIsNotReady() throws Exception {
    Files.writeString(root.resolve("a"), "a");
    receiver.ready = false;

    start(EVERYTHING);

    assertThat(receiver.packets.poll(200, TimeUnit.MILLISECONDS)).isNull();
    receiver.ready = true;
    receiver.onReady.run();
    assertThat(receiver.list()).isEqualTo(List.of("a"));
  }

  @Test
  void sendsNothingOfAFileThatVanishesBeforeItIsAskedFor() throws Exception {
    Path file = Files.writeString(root.resolve("a"), "a");
    Files.createDirectory(root.resolve("d"));
    Files.writeString(root.resolve("d/b"), "b");
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();
    Files.delete(file);
    Files.delete(root.resolve("d/b"));
    Files.delete(root.resolve("d"));
    Files.writeString(root.resolve("d"), "no directory any more");

    transfer.onNext(request(0));
    assertThat(receiver.content(0)).isEmpty();
    transfer.onNext(request(2));
    assertThat(receiver.content(2)).isEmpty();

    assertThat(problems).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesNotWaitForAFileThatHasBecomeAPipe() throws Exception {
    Path file = Files.writeString(root.resolve("a"), "a");
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();
    Files.delete(file);
    shell("mkfifo a");

    transfer.onNext(request(0));

    assertThat(receiver.content(0)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAFileThatCannotBeRead() throws Exception {
    Path process = Path.of("/proc/self").toRealPath();
    FileTransfer transfer =
        new FileTransfer(
            process,
            new FileFilter(List.of("mem"), List.of(), List.of()),
            receiver,
            requested,
            problems::add);
    transfer.start(Thread.ofVirtual().factory());
    assertThat(receiver.list()).isEqualTo(List.of("mem"));

    transfer.onNext(request(0));

    assertThat(receiver.next().getType()).isEqualTo(PacketType.PACKET_ERR);
    assertThat(problems.take())
        .isInstanceOfSatisfying(
            Problem.FileUnreadable.class,
            unreadable -> {
              assertThat(unreadable.file()).isEqualTo(process.resolve("mem"));
              assertThat(unreadable.cause()).contains("Input/output error");
            });
  }

  @Test
  void sendsAFileThatGrewAsItIs() throws Exception {
    Path file = Files.writeString(root.resolve("a"), "before");
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();
    Files.writeString(file, "afterwards");

    transfer.onNext(request(0));

    assertThat(receiver.content(0)).isEqualTo("afterwards");
  }

  @Test
  void sendsWhatIsLeftOfAFileThatShrank() throws Exception {
    Path file = Files.writeString(root.resolve("a"), "long before");
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();
    Files.writeString(file, "short");

    transfer.onNext(request(0));

    assertThat(receiver.content(0)).isEqualTo("short");
  }

  @Test
  void endsAFileThatGrowsWhileItIsSentWhereItEndedAtFirst() throws Exception {
    String before = "x".repeat(2_000_000);
    Path file = Files.writeString(root.resolve("a"), before);
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();
    receiver.ready = false;
    transfer.onNext(request(0));
    receiver.awaitFirst();
    Files.writeString(file, "y".repeat(1_000_000), StandardOpenOption.APPEND);

    receiver.ready = true;
    receiver.onReady.run();

    assertThat(receiver.content(0)).isEqualTo(before);
  }

  @Test
  void sendsAFileOfTheKernelThatDoesNotKnowItsSize() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/cmdline")));
    Path process = Path.of("/proc/self").toRealPath();
    FileTransfer transfer =
        new FileTransfer(
            process,
            new FileFilter(List.of("cmdline"), List.of(), List.of()),
            receiver,
            requested,
            problems::add);
    transfer.start(Thread.ofVirtual().factory());
    receiver.list();

    transfer.onNext(request(0));

    assertThat(receiver.content(0)).isEqualTo(Files.readString(process.resolve("cmdline")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sendsAFileWithTwoNamesOnce() throws Exception {
    Files.createDirectory(root.resolve("d"));
    Files.createLink(root.resolve("d/b"), Files.writeString(root.resolve("a"), "both"));
    Files.writeString(root.resolve("c"), "both");

    start(EVERYTHING);

    assertThat(receiver.entries().stream().map(it -> List.of(it.getPath(), it.getLinkname())))
        .containsExactly(List.of("a", ""), List.of("c", ""), List.of("d", ""), List.of("d/b", "a"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAFileWhoseNameIsNoText() throws Exception {
    shell("touch \"$(printf 'bad\\377name')\"");

    start(EVERYTHING);

    assertThat(problems.take())
        .isInstanceOfSatisfying(
            Problem.FileUnreadable.class,
            unreadable -> assertThat(unreadable.cause()).endsWith("not UTF-8: bad%FFname"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesOutAFileWhoseNameIsNoText() throws Exception {
    shell("touch \"$(printf 'bad\\377name')\" good \uFFFD");

    start(new FileFilter(List.of(), List.of("bad*"), List.of()));

    assertThat(receiver.list()).isEqualTo(List.of("good", "\uFFFD"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesADirectoryThatLiesTooDeep() throws Exception {
    String name = "d".repeat(255);
    try {
      shell(
          "i=0; while [ $i -lt 20 ]; do mkdir %1$s && cd -P ./%1$s; i=$((i+1)); done"
              .formatted(name));

      start(EVERYTHING);

      assertThat(problems.take())
          .isInstanceOfSatisfying(
              Problem.FileUnreadable.class,
              unreadable -> assertThat(unreadable.cause()).endsWith("File name too long"));
    } finally {
      // more than the JDK can delete
      shell("rm -rf " + name);
    }
  }

  @Test
  void saysWhichPatternMakesNoSense() throws Exception {
    start(new FileFilter(List.of(), List.of("[z-a]"), List.of()));

    assertThat(problems.take())
        .isEqualTo(
            new Problem.DockerfileInvalid(
                ".dockerignore", Optional.empty(), "[z-a]", "syntax error in pattern"));
    assertThat(receiver.end.get(5, TimeUnit.SECONDS)).contains("syntax error in pattern");
  }

  @Test
  void endsWhenTheReceiverEndsIt() throws Exception {
    Files.writeString(root.resolve("a"), "a");
    FileTransfer transfer = start(EVERYTHING);
    receiver.list();

    transfer.onNext(
        Packet.newBuilder()
            .setType(PacketType.PACKET_ERR)
            .setData(ByteString.copyFromUtf8("context canceled"))
            .build());

    assertThat(receiver.end.get(5, TimeUnit.SECONDS)).contains("context canceled");
    assertThat(problems).isEmpty();
  }

  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script).directory(root.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private FileTransfer start(FileFilter filter) {
    FileTransfer transfer = new FileTransfer(root, filter, receiver, requested, problems::add);
    transfer.start(Thread.ofVirtual().factory());
    return transfer;
  }

  private static Packet request(int id) {
    return Packet.newBuilder().setType(PacketType.PACKET_REQ).setId(id).build();
  }

  /// The engine's side.
  private static final class Receiver extends ServerCallStreamObserver<Packet> {
    private final BlockingDeque<Packet> packets = new LinkedBlockingDeque<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile boolean ready = true;
    private volatile Runnable onReady = () -> {};

    private Packet next() throws InterruptedException {
      Packet packet = packets.poll(10, TimeUnit.SECONDS);
      assertThat(packet).isNotNull();
      return packet;
    }

    /// Waits until there is a packet, without taking it.
    private void awaitFirst() throws InterruptedException {
      Packet first = next();
      assertThat(packets.offerFirst(first)).isTrue();
    }

    private List<String> list() throws InterruptedException {
      return entries().stream().map(Stat::getPath).toList();
    }

    private List<Stat> entries() throws InterruptedException {
      List<Stat> entries = new ArrayList<>();
      for (Packet packet = next(); packet.hasStat(); packet = next()) {
        entries.add(packet.getStat());
      }
      return entries;
    }

    private String content(int id) throws InterruptedException {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (Packet packet = next(); !packet.getData().isEmpty(); packet = next()) {
        assertThat(packet.getId()).isEqualTo(id);
        content.writeBytes(packet.getData().toByteArray());
      }
      return content.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onNext(Packet packet) {
      packets.add(packet);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(failure.toString());
    }

    @Override
    public void onCompleted() {
      end.complete("completed");
    }

    @Override
    public void setOnReadyThreshold(int bytes) {}

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    @Deprecated
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}
