package dev.gantry.llm.bench;

import com.google.gson.Gson;
import dev.gantry.llm.bench.BenchServer.Answer;
import dev.gantry.llm.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that measures what gRPC costs with one model: requests over a socket and directly take
/// turns, with the same seeds and so the same tokens. Prints one line of JSON.
final class StreamRun {
  /// With a thousand requests, the JVM has compiled what a request and what a token runs through:
  /// before, its compilers and not gRPC are what is measured. They come for good after 15,000 calls
  /// (`-XX:Tier4CompileThreshold`).
  private static final int WARM_UP_TOKENS = 15;

  private static final int COLD_REQUESTS = 30;
  private static final int COLD_TOKENS = 2;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final BenchServer server;

  private StreamRun(BenchServer server) {
    this.server = server;
  }

  /// What came out: a value for each pair of requests, since the speed of a machine changes within
  /// a round.
  ///
  /// @param ratio of tokens per second after the first one, by gRPC to directly
  /// @param requestRatio of tokens per second from the request to its end, by gRPC to directly
  /// @param overheadMillis by which the first token comes later by gRPC
  /// @param speed by gRPC in tokens per second after the first one
  /// @param coldOverheadMillis the overhead of the first requests of the process
  record Result(
      Samples ratio,
      Samples requestRatio,
      Samples overheadMillis,
      Samples speed,
      Samples coldOverheadMillis) {}

  /// Measures.
  ///
  /// @param arguments directory of the libraries, model, rounds, threads, requests that do not
  ///   count, requests of a round, tokens of a request
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ConfigException {
    try (BenchServer server =
        BenchServer.start(
            Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[3]), 1)) {
      StreamRun run = new StreamRun(server);
      Result result =
          new Result(new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
      int rounds = Integer.parseInt(arguments[2]);
      int warmUp = Integer.parseInt(arguments[4]);
      int requests = Integer.parseInt(arguments[5]);
      int tokens = Integer.parseInt(arguments[6]);
      // both link what they call first
      run.round(1, COLD_TOKENS);
      for (Pair pair : run.round(COLD_REQUESTS, COLD_TOKENS)) {
        result.coldOverheadMillis().add(pair.overheadMillis());
      }
      for (int seed = 0; seed < warmUp; seed++) {
        server.askService(seed, WARM_UP_TOKENS);
      }
      // one that does not count
      run.round(requests, tokens);
      for (int round = 0; round < rounds; round++) {
        for (Pair pair : run.round(requests, tokens)) {
          result.ratio().add(pair.ratio());
          result.requestRatio().add(pair.requestRatio());
          result.overheadMillis().add(pair.overheadMillis());
          result.speed().add(pair.speed());
        }
      }
      System.out.println(new Gson().toJson(result));
    }
    System.exit(0);
  }

  /// A pair for each seed; which of both comes first changes with every pair.
  private List<Pair> round(int requests, int tokens) throws IOException, InterruptedException {
    List<Pair> pairs = new ArrayList<>();
    for (int seed = 0; seed < requests; seed++) {
      if (seed % 2 == 0) {
        Answer engine = server.askEngine(seed, tokens);
        pairs.add(new Pair(engine, server.askService(seed, tokens)));
      } else {
        Answer service = server.askService(seed, tokens);
        pairs.add(new Pair(server.askEngine(seed, tokens), service));
      }
    }
    return pairs;
  }

  /// The same request both ways.
  private record Pair(Answer engine, Answer service) {
    double ratio() {
      return speed() / speed(engine);
    }

    double requestRatio() {
      return perSecond(service.tokens(), service.nanos())
          / perSecond(engine.tokens(), engine.nanos());
    }

    double overheadMillis() {
      return (service.firstNanos() - engine.firstNanos()) / NANOS_PER_MILLI;
    }

    double speed() {
      return speed(service);
    }

    private static double speed(Answer answer) {
      return perSecond(answer.tokens() - 1, answer.nanos() - answer.firstNanos());
    }

    private static double perSecond(int tokens, long nanos) {
      return tokens * NANOS_PER_SECOND / nanos;
    }
  }
}
