package dev.gantry.llm.rpc;

import dev.gantry.llm.generation.Generation;
import dev.gantry.llm.generation.GenerationException;
import dev.gantry.llm.generation.GenerationRequest;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The GenerationService: hands requests to the engine and its events to the stream.
public final class GenerationGrpc extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final Supplier<ModelState> state;
  private final IntSupplier randomSeed;
  private final EventLog log;

  public GenerationGrpc(Supplier<ModelState> state, IntSupplier randomSeed, EventLog log) {
    this.state = state;
    this.randomSeed = randomSeed;
    this.log = log;
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    GenerationStream stream =
        new GenerationStream(
            (ServerCallStreamObserver<GenerateResponse>) observer,
            new GenerationLog(log, RequestIds.current()));
    try {
      GenerationRequest read = RequestReader.read(request, randomSeed);
      switch (state.get()) {
        case ModelState.Ready(var engine, _) -> {
          Generation generation = engine.submit(read, stream);
          stream.attach(generation);
        }
        case ModelState notServing -> stream.refuse(Failures.notServing(notServing));
      }
    } catch (InvalidRequestException e) {
      stream.refuse(Failures.invalid(e));
    } catch (GenerationException e) {
      stream.onFailure(e.failure());
    }
  }
}
