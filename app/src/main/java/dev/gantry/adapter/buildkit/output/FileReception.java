package dev.gantry.adapter.buildkit.output;

import dev.gantry.adapter.buildkit.proto.Packet;
import dev.gantry.adapter.buildkit.proto.Packet.PacketType;
import dev.gantry.adapter.buildkit.proto.Stat;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Receives files from the engine: it lists its entries, is asked for the content of the files, and
/// sends that in pieces (tonistiigi, `fsutil`, `receive.go`). An entry's id is its position in the
/// list.
final class FileReception implements StreamObserver<byte[]> {

  private final FileWriter files;
  private final StreamObserver<byte[]> call;
  private final Consumer<Problem> problems;
  private final Set<Integer> awaited = new HashSet<>();
  private int entries;
  private boolean listed;
  private boolean over;

  FileReception(FileWriter files, StreamObserver<byte[]> call, Consumer<Problem> problems) {
    this.files = files;
    this.call = call;
    this.problems = problems;
  }

  @Override
  public synchronized void onNext(byte[] message) {
    if (over) {
      return;
    }
    try {
      Packet packet = Packet.parseFrom(message);
      switch (packet.getType()) {
        case PACKET_STAT -> entry(packet);
        case PACKET_DATA -> content(packet);
        case PACKET_FIN -> {
          over = true;
          call.onCompleted();
        }
        case PACKET_ERR -> fail(new IOException(packet.getData().toStringUtf8()));
        // not for the receiver
        case PACKET_REQ, UNRECOGNIZED -> {}
      }
    } catch (IOException failure) {
      fail(failure);
    }
  }

  @Override
  public void onError(Throwable failure) {
    abandon();
  }

  @Override
  public synchronized void onCompleted() {
    if (!over) {
      fail(new IOException("the engine ended the transfer too early"));
    }
  }

  synchronized void abandon() {
    over = true;
    files.close();
  }

  private void entry(Packet packet) throws IOException {
    if (!packet.hasStat()) {
      listed = true;
      finishWhenComplete();
      return;
    }
    int id = entries++;
    Stat stat = packet.getStat();
    if (files.add(id, stat)) {
      awaited.add(id);
      send(PacketType.PACKET_REQ, id);
    }
  }

  private void content(Packet packet) throws IOException {
    if (!awaited.contains(packet.getId())) {
      throw new IOException("the engine sent a file that nobody asked for");
    }
    if (!packet.getData().isEmpty()) {
      files.write(packet.getId(), packet.getData());
      return;
    }
    files.finish(packet.getId());
    awaited.remove(packet.getId());
    finishWhenComplete();
  }

  private void finishWhenComplete() throws IOException {
    if (listed && awaited.isEmpty()) {
      files.finishDirectories();
      send(PacketType.PACKET_FIN, 0);
    }
  }

  private void send(PacketType type, int id) {
    call.onNext(Packet.newBuilder().setType(type).setId(id).build().toByteArray());
  }

  private void fail(IOException failure) {
    abandon();
    problems.accept(new Problem.OutputUnwritable(files.root(), failure.toString()));
    call.onError(Status.INTERNAL.withDescription(failure.toString()).asRuntimeException());
  }
}
