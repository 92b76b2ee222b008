package dev.gantry.llm.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gantry.llm.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How long a process takes until it serves, and how much of that the model takes.
final class StartBench {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;

  private final Setup setup;
  private final Report report;

  StartBench(Setup setup, Report report) {
    this.setup = setup;
    this.report = report;
  }

  void measure(String name, Path model, String goal) throws IOException, InterruptedException {
    Samples start = new Samples();
    Samples load = new Samples();
    for (int round = 0; round < setup.rounds(); round++) {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  Child.java(
                      Main.class,
                      List.of(
                          "--port=0",
                          "--model-check=never",
                          "--model-path=" + model,
                          "--natives-dir=" + setup.natives())))
              .redirectErrorStream(true)
              .start();
      try {
        JsonObject ready = awaitReady(process);
        start.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
        load.add(ready.get("load_ms").getAsDouble());
      } finally {
        process.destroy();
        process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
      }
    }
    report.figure(name + ": process start to SERVING", start, "ms", goal);
    report.figure(name + ": library, model and contexts of that", load, "ms", "");
  }

  private static JsonObject awaitReady(Process process) throws IOException, InterruptedException {
    CompletableFuture<JsonObject> ready =
        CompletableFuture.supplyAsync(
            () -> {
              BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
              return lines
                  .lines()
                  .filter(line -> line.contains("\"event\":\"model."))
                  .map(line -> JsonParser.parseString(line).getAsJsonObject())
                  .findFirst()
                  .orElseThrow(() -> new IllegalStateException("it ended before"));
            });
    try {
      JsonObject event = ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
      if (!event.get("event").getAsString().equals("model.ready")) {
        throw new IOException("the service says " + event);
      }
      return event;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the service did not start", e);
    }
  }
}
