package dev.gantry.llm.rpc;

import dev.gantry.llm.serving.ModelDirectory;
import dev.gantry.llm.serving.ModelHost;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.GetModelRequest;
import dev.gantry.llm.v1.GetModelResponse;
import dev.gantry.llm.v1.ListModelsRequest;
import dev.gantry.llm.v1.ListModelsResponse;
import dev.gantry.llm.v1.LoadModelRequest;
import dev.gantry.llm.v1.LoadModelResponse;
import dev.gantry.llm.v1.ModelServiceGrpc;
import dev.gantry.llm.v1.UnloadModelRequest;
import dev.gantry.llm.v1.UnloadModelResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/// The ModelService. A call holds its thread until its model answers.
public final class ModelGrpc extends ModelServiceGrpc.ModelServiceImplBase {
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

  private final ModelHost host;
  private final Duration usualDrain;

  /// @param usualDrain for requests that do not say how long generations may go on
  public ModelGrpc(ModelHost host, Duration usualDrain) {
    this.host = host;
    this.usualDrain = usualDrain;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          ModelState state = host.state();
          ListModelsResponse.Builder response = ListModelsResponse.newBuilder();
          host.files().forEach(file -> response.addModels(ModelWriter.file(file, state)));
          return response.build();
        });
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> GetModelResponse.newBuilder().setModel(ModelWriter.model(host.state())).build());
  }

  @Override
  public void loadModel(LoadModelRequest request, StreamObserver<LoadModelResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Violations violations = new Violations();
          violations.require(
              ModelDirectory.isPlainName(request.getFileName()),
              "file_name",
              "file_name is \"%s\"; it must be the name of a file, without a path"
                  .formatted(request.getFileName()));
          Duration drain = drain(request.hasDrainTimeout(), request.getDrainTimeout(), violations);
          violations.throwIfAny();
          ModelHost.Change change = host.load(request.getFileName(), drain);
          return LoadModelResponse.newBuilder()
              .setModel(ModelWriter.model(change.state()))
              .setLoadTime(EventWriter.duration(change.took()))
              .setUnavailableTime(EventWriter.duration(change.unavailable()))
              .setBrokenOff(change.brokenOff())
              .build();
        });
  }

  @Override
  public void unloadModel(
      UnloadModelRequest request, StreamObserver<UnloadModelResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Violations violations = new Violations();
          Duration drain = drain(request.hasDrainTimeout(), request.getDrainTimeout(), violations);
          violations.throwIfAny();
          return UnloadModelResponse.newBuilder()
              .setBrokenOff(host.unload(drain).brokenOff())
              .build();
        });
  }

  private Duration drain(
      boolean given, com.google.protobuf.Duration message, Violations violations) {
    if (!given) {
      return usualDrain;
    }
    Duration drain = Duration.ofSeconds(message.getSeconds(), message.getNanos());
    violations.require(
        !drain.isNegative() && drain.compareTo(LONGEST_DRAIN) <= 0,
        "drain_timeout",
        "drain_timeout is %d s; from 0 to %d s are possible"
            .formatted(drain.toSeconds(), LONGEST_DRAIN.toSeconds()));
    return drain;
  }
}
