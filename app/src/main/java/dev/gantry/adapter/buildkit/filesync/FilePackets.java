package dev.gantry.adapter.buildkit.filesync;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.adapter.buildkit.proto.Packet;
import dev.gantry.adapter.buildkit.proto.Packet.PacketType;
import dev.gantry.adapter.buildkit.proto.Stat;
import java.nio.ByteBuffer;

/// The packets that a sender of files sends.
final class FilePackets {

  /// After the last entry.
  static final Packet END_OF_LIST = Packet.newBuilder().setType(PacketType.PACKET_STAT).build();

  /// The answer to the receiver's own.
  static final Packet FINISHED = Packet.newBuilder().setType(PacketType.PACKET_FIN).build();

  private FilePackets() {}

  /// An entry of the list. Owner and group are always root's, as in the Docker CLI: who owns a file
  /// on this machine has no meaning in an image.
  static Packet entry(FileEntry entry) {
    Stat stat =
        Stat.newBuilder()
            .setPath(entry.path())
            .setMode(entry.mode())
            .setSize(entry.sizeBytes())
            .setModTime(entry.modified())
            .setLinkname(entry.link())
            .setDevmajor(entry.deviceMajor())
            .setDevminor(entry.deviceMinor())
            .putAllXattrs(entry.extended())
            .build();
    return Packet.newBuilder().setType(PacketType.PACKET_STAT).setStat(stat).build();
  }

  /// A piece of a file. The bytes are not copied and must not change any more.
  static Packet piece(int id, ByteBuffer bytes) {
    return data(id, UnsafeByteOperations.unsafeWrap(bytes));
  }

  static Packet endOfFile(int id) {
    return data(id, ByteString.EMPTY);
  }

  static Packet error(String reason) {
    return Packet.newBuilder()
        .setType(PacketType.PACKET_ERR)
        .setData(ByteString.copyFromUtf8(reason))
        .build();
  }

  private static Packet data(int id, ByteString bytes) {
    return Packet.newBuilder().setType(PacketType.PACKET_DATA).setId(id).setData(bytes).build();
  }
}
