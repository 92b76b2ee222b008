package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// What was recorded of an engine, see `buildkit/README.md` in the test resources.
public final class Recordings {

  private Recordings() {}

  /// The events of a Status stream.
  public static List<BuildEvent> events(String name) {
    return messages(name).stream().flatMap(List::stream).toList();
  }

  /// Small recordings are as they came, large ones are compressed.
  private static InputStream status(String name) throws IOException {
    return Recordings.class.getResource("/buildkit/" + name + ".status") != null
        ? open(name + ".status")
        : new GZIPInputStream(open(name + ".status.gz"));
  }

  /// The events of a Status stream, message by message.
  public static List<List<BuildEvent>> messages(String name) {
    StatusMapper mapper = new StatusMapper();
    List<List<BuildEvent>> messages = new ArrayList<>();
    try (InputStream in = status(name)) {
      for (StatusResponse message = StatusResponse.parseDelimitedFrom(in);
          message != null;
          message = StatusResponse.parseDelimitedFrom(in)) {
        messages.add(mapper.events(message));
      }
      return messages;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static BuildProgress progress(String name) {
    return BuildProgress.of(events(name));
  }

  /// The failure of a call.
  static StatusRuntimeException failure(String name) {
    try {
      com.google.rpc.Status status = com.google.rpc.Status.parseFrom(bytes(name + ".error"));
      return StatusProto.toStatusRuntimeException(
          status.toBuilder().setCode(Status.Code.UNKNOWN.value()).build());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static byte[] bytes(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Recordings.class.getResourceAsStream("/buildkit/" + name);
    if (in == null) {
      throw new IllegalArgumentException("no recording " + name);
    }
    return in;
  }
}
