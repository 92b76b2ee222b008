package dev.gantry.adapter.buildkit.content;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A blob that is being written into a layout: a file beside the blobs until it is kept.
final class NewBlob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NewBlob.class);
  private static final String ALGORITHM = "sha256";

  private final Path directory;
  private final Path temporary;
  private final FileChannel out;
  private MessageDigest hash = newHash();
  private long size;

  private NewBlob(Path directory, Path temporary, FileChannel out) {
    this.directory = directory;
    this.temporary = temporary;
    this.out = out;
  }

  /// @throws IOException if the layout cannot be written to
  static NewBlob in(ImageLayout layout) throws IOException {
    Path blobs = Files.createDirectories(layout.directory().resolve("blobs", ALGORITHM));
    Path temporary =
        Files.createDirectories(layout.directory().resolve("ingest"))
            .resolve(UUID.randomUUID().toString());
    return new NewBlob(
        blobs,
        temporary,
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /// Bytes so far.
  long size() {
    return size;
  }

  /// The digest of the bytes so far.
  String digest() {
    try {
      MessageDigest copy = (MessageDigest) hash.clone();
      return ALGORITHM + ":" + HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException impossible) {
      // that of the JDK can be cloned
      throw new IllegalStateException(impossible);
    }
  }

  void append(ByteString bytes) throws IOException {
    for (ByteBuffer piece : bytes.asReadOnlyByteBufferList()) {
      hash.update(piece.duplicate());
      while (piece.hasRemaining()) {
        size += out.write(piece);
      }
    }
  }

  /// Forgets the bytes so far.
  void restart() throws IOException {
    out.truncate(0);
    hash = newHash();
    size = 0;
  }

  /// Makes the blob appear under its digest.
  void keep() throws IOException {
    out.close();
    String name = digest().substring(ALGORITHM.length() + 1);
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Removes what has not been kept.
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(temporary);
    } catch (IOException failure) {
      LOG.warn("{} is left behind", temporary, failure);
    }
  }

  private static MessageDigest newHash() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }
}
