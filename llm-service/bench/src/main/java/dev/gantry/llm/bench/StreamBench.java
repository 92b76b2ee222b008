package dev.gantry.llm.bench;

import dev.gantry.llm.bench.BenchServer.Answer;
import dev.gantry.llm.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What gRPC costs: streams over a socket against the same engine called directly, with the same
/// seeds and so the same tokens; and what many streams at once come to.
final class StreamBench {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final List<Integer> STREAMS = List.of(1, 4, 16);
  private static final int MOST_STREAMS = 16;

  private final Setup setup;
  private final Report report;

  StreamBench(Setup setup, Report report) {
    this.setup = setup;
    this.report = report;
  }

  private interface Way {
    Answer ask(int seed) throws IOException, InterruptedException;
  }

  /// Compares both ways with a model.
  void compare(String name, Path model, int threads, int requests, int tokens)
      throws IOException, InterruptedException, ConfigException {
    try (BenchServer server = BenchServer.start(setup, model, threads, 1)) {
      Way engine = seed -> server.askEngine(seed, tokens);
      Way service = seed -> server.askService(seed, tokens);
      Samples ratio = new Samples();
      Samples overhead = new Samples();
      Samples speed = new Samples();
      // two rounds that do not count
      for (int round = -2; round < setup.rounds(); round++) {
        List<Answer> direct;
        List<Answer> remote;
        if (round % 2 == 0) {
          direct = ask(engine, requests);
          remote = ask(service, requests);
        } else {
          remote = ask(service, requests);
          direct = ask(engine, requests);
        }
        if (round >= 0) {
          ratio.add(tokensPerSecond(remote) / tokensPerSecond(direct));
          overhead.add((firstNanos(remote) - firstNanos(direct)) / NANOS_PER_MILLI);
          speed.add(tokensPerSecond(remote));
        }
      }
      report.figure(name + ": tokens/s, gRPC / engine", ratio, "", ">= 0.98");
      report.figure(name + ": time to first token, gRPC - engine", overhead, "ms", "<= 2");
      report.figure(name + ": gRPC", speed, "tokens/s", "");
    }
  }

  private static List<Answer> ask(Way way, int requests) throws IOException, InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (int seed = 0; seed < requests; seed++) {
      answers.add(way.ask(seed));
    }
    return answers;
  }

  private static double tokensPerSecond(List<Answer> answers) {
    return answers.stream().mapToInt(Answer::tokens).sum()
        * NANOS_PER_SECOND
        / answers.stream().mapToLong(Answer::nanos).sum();
  }

  private static double firstNanos(List<Answer> answers) {
    Samples first = new Samples();
    answers.forEach(answer -> first.add((double) answer.firstNanos()));
    return first.median();
  }

  /// Tokens of all streams together.
  void concurrent(String name, Path model, int threads, int tokens)
      throws IOException, InterruptedException, ConfigException {
    try (BenchServer server = BenchServer.start(setup, model, threads, MOST_STREAMS);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Samples> speeds = STREAMS.stream().map(_ -> new Samples()).toList();
      for (int round = -1; round < setup.rounds(); round++) {
        for (int i = 0; i < STREAMS.size(); i++) {
          double speed = together(server, clients, STREAMS.get(i), tokens);
          if (round >= 0) {
            speeds.get(i).add(speed);
          }
        }
      }
      for (int i = 0; i < STREAMS.size(); i++) {
        report.figure(
            "%s: %d streams at once".formatted(name, STREAMS.get(i)),
            speeds.get(i),
            "tokens/s",
            "");
      }
    }
  }

  private static double together(
      BenchServer server, ExecutorService clients, int streams, int tokens)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      int seed = i;
      answers.add(clients.submit(() -> server.askService(seed, tokens)));
    }
    int sum = 0;
    try {
      for (Future<Answer> answer : answers) {
        sum += answer.get().tokens();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return sum * NANOS_PER_SECOND / (System.nanoTime() - begin);
  }
}
