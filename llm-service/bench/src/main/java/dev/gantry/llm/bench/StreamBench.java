package dev.gantry.llm.bench;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What gRPC costs, and what many streams at once come to. Each model has a process of its own,
/// since a process keeps the kernels of its first model.
final class StreamBench {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  private final Setup setup;
  private final Report report;

  StreamBench(Setup setup, Report report) {
    this.setup = setup;
    this.report = report;
  }

  /// Streams over a socket against the same engine called directly.
  ///
  /// @param warmUp requests of 15 tokens that do not count
  /// @param requests of a round
  /// @param tokens of a request
  void compare(String name, Path model, int threads, int warmUp, int requests, int tokens)
      throws IOException, InterruptedException {
    StreamRun.Result result =
        run(
            StreamRun.class,
            StreamRun.Result.class,
            model,
            List.of(threads, warmUp, requests, tokens));
    report.figure(
        name + ": tokens/s after the first, gRPC / engine", result.ratio(), "", ">= 0.98");
    report.figure(
        name + ": tokens/s of whole requests, gRPC / engine", result.requestRatio(), "", "");
    report.figure(
        name + ": time to first token, gRPC - engine", result.overheadMillis(), "ms", "<= 2");
    report.figure(name + ": gRPC", result.speed(), "tokens/s", "");
    report.figure(
        name + ": time to first token, gRPC - engine, cold", result.coldOverheadMillis(), "ms", "");
  }

  /// Tokens of all streams together.
  void concurrent(String name, Path model, int threads, int tokens)
      throws IOException, InterruptedException {
    ConcurrentRun.Result result =
        run(ConcurrentRun.class, ConcurrentRun.Result.class, model, List.of(threads, tokens));
    for (ConcurrentRun.Speed speed : result.speeds()) {
      report.figure(
          "%s: %d streams at once".formatted(name, speed.streams()),
          speed.tokensPerSecond(),
          "tokens/s",
          "");
    }
  }

  private <T> T run(Class<?> main, Class<T> result, Path model, List<Integer> numbers)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of(setup.natives().toString(), model.toString(), "" + setup.rounds()));
    numbers.forEach(number -> arguments.add(number.toString()));
    String output = Child.run(Child.java(main, arguments), setup.cache(), LONGEST_RUN);
    try {
      return new Gson().fromJson(output, result);
    } catch (JsonParseException e) {
      throw new IOException("the run printed " + output, e);
    }
  }
}
