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

/// What was recorded of an engine, see `buildkit/README.md` in the test resources.
public final class Recordings {

  private Recordings() {}

  /// The events of a Status stream.
  public static List<BuildEvent> events(String name) {
    StatusMapper mapper = new StatusMapper();
    List<BuildEvent> events = new ArrayList<>();
    try (InputStream in = open(name + ".status")) {
      for (StatusResponse message = StatusResponse.parseDelimitedFrom(in);
          message != null;
          message = StatusResponse.parseDelimitedFrom(in)) {
        events.addAll(mapper.events(message));
      }
      return events;
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
