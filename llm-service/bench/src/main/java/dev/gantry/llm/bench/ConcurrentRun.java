package dev.gantry.llm.bench;

import com.google.gson.Gson;
import dev.gantry.llm.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A process that measures what many streams over a socket come to with one model. Prints one line
/// of JSON.
final class ConcurrentRun {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final List<Integer> STREAMS = List.of(1, 4, 16);
  private static final int MOST_STREAMS = 16;

  private ConcurrentRun() {}

  /// What came out.
  record Result(List<Speed> speeds) {}

  /// All tokens of some streams together, a value for each round.
  record Speed(int streams, Samples tokensPerSecond) {}

  /// Measures.
  ///
  /// @param arguments directory of the libraries, model, rounds, threads, tokens of a stream
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ConfigException {
    int rounds = Integer.parseInt(arguments[2]);
    int tokens = Integer.parseInt(arguments[4]);
    try (BenchServer server =
            BenchServer.start(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[3]),
                MOST_STREAMS);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Speed> speeds =
          STREAMS.stream().map(streams -> new Speed(streams, new Samples())).toList();
      // one that does not count
      for (int round = -1; round < rounds; round++) {
        for (Speed speed : speeds) {
          double measured = together(server, clients, speed.streams(), tokens);
          if (round >= 0) {
            speed.tokensPerSecond().add(measured);
          }
        }
      }
      System.out.println(new Gson().toJson(new Result(speeds)));
    }
    System.exit(0);
  }

  private static double together(
      BenchServer server, ExecutorService clients, int streams, int tokens)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Future<BenchServer.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      int seed = i;
      answers.add(clients.submit(() -> server.askService(seed, tokens)));
    }
    int sum = 0;
    try {
      for (Future<BenchServer.Answer> answer : answers) {
        sum += answer.get().tokens();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return sum * NANOS_PER_SECOND / (System.nanoTime() - begin);
  }
}
