package dev.gantry.llm.bench;

import dev.gantry.llm.config.ConfigException;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.generation.Generation;
import dev.gantry.llm.generation.GenerationEvent;
import dev.gantry.llm.generation.GenerationException;
import dev.gantry.llm.generation.GenerationFailure;
import dev.gantry.llm.generation.GenerationListener;
import dev.gantry.llm.generation.GenerationRequest;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// The whole service in this process, to be asked over a socket and without one.
final class BenchServer implements AutoCloseable {
  private static final String PROMPT = "Once upon a time";
  private static final long MOST_SECONDS = 300;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(MOST_SECONDS);

  private final LlmServer server;
  private final BatchingEngine engine;
  private final ManagedChannel channel;

  private BenchServer(LlmServer server, BatchingEngine engine) {
    this.server = server;
    this.engine = engine;
    channel =
        OkHttpChannelBuilder.forAddress(
                "127.0.0.1", server.port(), InsecureChannelCredentials.create())
            // on which thread it takes a token is a client's own choice; these only count
            .directExecutor()
            .build();
  }

  /// How a generation went.
  ///
  /// @param firstNanos from asking to the first token
  /// @param nanos from asking to the end
  record Answer(int tokens, long firstNanos, long nanos) {}

  static BenchServer start(Path natives, Path model, int threads, int slots)
      throws IOException, ConfigException {
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(
                List.of(
                    "--port=0",
                    "--model-check=never",
                    "--embedding-engine=none",
                    "--model-path=" + model,
                    "--natives-dir=" + natives,
                    "--threads=" + threads,
                    "--slots=" + slots,
                    "--context-tokens=512"),
                Map.of()),
            "bench",
            Instant.EPOCH,
            (_, _, _) -> {},
            (_, thrown) -> thrown.printStackTrace());
    LlmServer server = LlmServer.start(parts, new RpcServices(parts));
    long begin = System.nanoTime();
    while (true) {
      switch (parts.model()) {
        case ModelState.Ready ready -> {
          return new BenchServer(server, ready.engine());
        }
        case ModelState.Failed failed -> throw new IOException(failed.problem());
        case ModelState other -> {
          if (System.nanoTime() - begin > MOST_NANOS) {
            throw new IOException("the model is still " + other);
          }
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
  }

  /// Asks the engine itself.
  Answer askEngine(int seed, int tokens) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    try {
      Generation accepted =
          engine.submit(
              new GenerationRequest(
                  new GenerationRequest.Input.Text(PromptText.of(PROMPT)),
                  SamplingParameters.DEFAULTS,
                  seed,
                  tokens,
                  List.of(),
                  false,
                  null),
              recorder);
      return recorder.await(accepted::cancel);
    } catch (GenerationException e) {
      throw new IOException(e);
    }
  }

  /// Asks over a socket, as a client does.
  Answer askService(int seed, int tokens) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    GenerationServiceGrpc.newStub(channel)
        .withDeadlineAfter(MOST_SECONDS, TimeUnit.SECONDS)
        .generate(
            GenerateRequest.newBuilder()
                .setPrompt(PROMPT)
                .setSampling(dev.gantry.llm.v1.SamplingParameters.newBuilder().setSeed(seed))
                .setMaxTokens(tokens)
                .build(),
            recorder);
    return recorder.await(() -> {});
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      server.shutdown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Counts the tokens of either way, and takes the times.
  private static final class Recorder
      implements GenerationListener, StreamObserver<GenerateResponse> {
    private final long begin = System.nanoTime();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private int tokens;
    private long first;

    private void token() {
      if (tokens++ == 0) {
        first = System.nanoTime() - begin;
      }
    }

    private void end() {
      answer.complete(new Answer(tokens, first, System.nanoTime() - begin));
    }

    Answer await(Runnable cancel) throws IOException, InterruptedException {
      try {
        return answer.get(MOST_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        cancel.run();
        throw new IOException("no answer for %d s".formatted(MOST_SECONDS), e);
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void onEvent(GenerationEvent event) {
      switch (event) {
        case GenerationEvent.Token _ -> token();
        case GenerationEvent.Finished _ -> end();
        case GenerationEvent.Queued _, GenerationEvent.Started _ -> {}
      }
    }

    @Override
    public void onFailure(GenerationFailure failure) {
      answer.completeExceptionally(new IOException(failure.toString()));
    }

    @Override
    public void onNext(GenerateResponse response) {
      if (response.hasToken()) {
        token();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      answer.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      end();
    }
  }
}
