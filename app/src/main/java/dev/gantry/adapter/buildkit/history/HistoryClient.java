package dev.gantry.adapter.buildkit.history;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.adapter.buildkit.proto.BuildHistoryEvent;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRequest;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.Descriptor;
import dev.gantry.adapter.buildkit.proto.StatusRequest;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.adapter.buildkit.proto.content.ContentGrpc;
import dev.gantry.adapter.buildkit.proto.content.ReadContentRequest;
import dev.gantry.adapter.buildkit.proto.content.ReadContentResponse;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Asks an engine for the builds that it remembers: up to 50 of the last two days, if nobody has
/// configured it otherwise. Engines before 24.0 remember none, and answer UNIMPLEMENTED.
///
/// All methods block, for a few seconds at most, and throw [StatusRuntimeException].
final class HistoryClient {

  private static final long DEADLINE_SECONDS = 10;
  private static final String PROVENANCE_KEY = "in-toto.io/predicate-type";
  private static final String PROVENANCE_TYPE = "https://slsa.dev/provenance/";

  private final Channel channel;

  HistoryClient(Channel channel) {
    this.channel = channel;
  }

  /// The builds, finished or under way, in no order.
  List<BuildHistoryRecord> all() {
    return list(BuildHistoryRequest.newBuilder().setEarlyExit(true).build());
  }

  /// The finished builds, in no order.
  List<BuildHistoryRecord> records() {
    return all().stream().filter(BuildHistoryRecord::hasCompletedAt).toList();
  }

  /// The finished build that was started with this reference.
  Optional<BuildHistoryRecord> record(String ref) {
    return build(ref).filter(BuildHistoryRecord::hasCompletedAt);
  }

  /// The build that was started with this reference, finished or under way.
  Optional<BuildHistoryRecord> build(String ref) {
    return list(BuildHistoryRequest.newBuilder().setRef(ref).setEarlyExit(true).build()).stream()
        .findFirst();
  }

  /// Waits for the record of a build that has ended: the engine writes it a moment after it has
  /// told the last status.
  BuildHistoryRecord awaitEnd(String ref) {
    Iterator<BuildHistoryEvent> events =
        ControlGrpc.newBlockingStub(channel)
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .listenBuildHistory(BuildHistoryRequest.newBuilder().setRef(ref).build());
    while (events.hasNext()) {
      BuildHistoryRecord build = events.next().getRecord();
      if (build.hasCompletedAt()) {
        return build;
      }
    }
    throw Status.NOT_FOUND.withDescription("no record of build " + ref).asRuntimeException();
  }

  /// What the call to Solve of a failed build told, with its details where the engine has them.
  StatusRuntimeException failure(BuildHistoryRecord build, String message) {
    if (build.hasExternalError()) {
      try {
        return StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.parseFrom(read(build.getExternalError().getDigest())));
      } catch (InvalidProtocolBufferException | IllegalArgumentException _) {
        // then without details
      }
    }
    return Status.UNKNOWN.withDescription(message).asRuntimeException();
  }

  /// Loads a build; empty for one that has no provenance, because it failed.
  Optional<PastBuild> load(BuildHistoryRecord build) throws IOException {
    return load(build, () -> steps(build.getRef()));
  }

  /// Loads a build whose steps are known; empty for one that has no provenance.
  Optional<PastBuild> load(BuildHistoryRecord build, Supplier<List<Step>> steps)
      throws IOException {
    for (Descriptor attestation : build.getResult().getAttestationsList()) {
      if (attestation.getAnnotationsOrDefault(PROVENANCE_KEY, "").startsWith(PROVENANCE_TYPE)) {
        Provenance provenance = Provenance.parse(read(attestation.getDigest()));
        return Optional.of(new PastBuild(provenance, steps.get()));
      }
    }
    return Optional.empty();
  }

  private List<BuildHistoryRecord> list(BuildHistoryRequest request) {
    // one that ends meanwhile comes twice, and the later one knows more
    Map<String, BuildHistoryRecord> records = new LinkedHashMap<>();
    ControlGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .listenBuildHistory(request)
        .forEachRemaining(
            event -> {
              if (event.hasRecord()) {
                records.put(event.getRecord().getRef(), event.getRecord());
              }
            });
    return List.copyOf(records.values());
  }

  /// Status tells a finished build once more, in one message.
  private List<Step> steps(String ref) {
    StatusMapper mapper = new StatusMapper();
    List<BuildEvent> events = new ArrayList<>();
    ControlGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .status(StatusRequest.newBuilder().setRef(ref).build())
        .forEachRemaining(
            message ->
                events.addAll(
                    mapper.events(StatusResponse.newBuilder(message).clearLogs().build())));
    return BuildProgress.of(events).steps();
  }

  private byte[] read(String digest) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ContentGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .read(ReadContentRequest.newBuilder().setDigest(digest).build())
        .forEachRemaining(
            (ReadContentResponse piece) -> content.writeBytes(piece.getData().toByteArray()));
    return content.toByteArray();
  }
}
