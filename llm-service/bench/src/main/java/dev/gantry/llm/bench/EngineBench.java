package dev.gantry.llm.bench;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.gantry.llm.bench.EngineRun.Result;
import dev.gantry.llm.llama.LlamaLibrary;
import dev.gantry.llm.serving.KernelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The engine by itself: against Debian's llama-bench on the same files, and its kernels against
/// each other. Each measurement is a process of its own, and they take turns.
final class EngineBench {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

  private final Setup setup;
  private final Report report;

  EngineBench(Setup setup, Report report) {
    this.setup = setup;
    this.report = report;
  }

  /// Against llama-bench, with the kernels that the service takes for the model.
  ///
  /// @param other null where it cannot be had
  void compare(
      String name,
      Path model,
      int threads,
      int prompt,
      int generate,
      @Nullable DebianLlamaBench other)
      throws IOException, InterruptedException {
    Samples promptSpeed = new Samples();
    Samples speed = new Samples();
    Samples promptRatio = new Samples();
    Samples ratio = new Samples();
    String kernels =
        KernelChoice.kernels(
            KernelChoice.AUTO, setup.natives(), model, Objects.requireNonNull(model.getParent()));
    for (int round = 0; round < setup.rounds(); round++) {
      DebianLlamaBench.Result theirs = null;
      if (other != null && round % 2 == 1) {
        theirs = other.run(model, threads, prompt, generate);
      }
      Result ours = run(model, kernels, threads, prompt, generate);
      if (other != null && round % 2 == 0) {
        theirs = other.run(model, threads, prompt, generate);
      }
      promptSpeed.add(prompt * NANOS_PER_SECOND / ours.promptNanos());
      speed.add(generate * NANOS_PER_SECOND / ours.generateNanos());
      if (theirs != null) {
        promptRatio.add((double) theirs.promptNanos() / ours.promptNanos());
        ratio.add((double) theirs.generateNanos() / ours.generateNanos());
      }
    }
    if (other != null) {
      report.figure(name + ": decode, ours / llama-bench", ratio, "", ">= 1.0");
      report.figure(name + ": prompt, ours / llama-bench", promptRatio, "", ">= 1.0");
    }
    report.figure(name + ": decode", speed, "tokens/s", "");
    report.figure(name + ": prompt", promptSpeed, "tokens/s", "");
  }

  /// Kernels against those that the library chooses.
  void kernels(String name, Path model, int threads, int prompt, int generate, List<String> others)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(LlamaLibrary.BEST_KERNELS));
    all.addAll(others);
    List<Samples> speeds = all.stream().map(_ -> new Samples()).toList();
    List<Samples> promptSpeeds = all.stream().map(_ -> new Samples()).toList();
    String chosen = "";
    for (int round = 0; round < setup.rounds(); round++) {
      for (int i = 0; i < all.size(); i++) {
        Result result = run(model, all.get(i), threads, prompt, generate);
        chosen = i == 0 ? result.kernels() : chosen;
        speeds.get(i).add(generate * NANOS_PER_SECOND / result.generateNanos());
        promptSpeeds.get(i).add(prompt * NANOS_PER_SECOND / result.promptNanos());
      }
    }
    for (int i = 0; i < all.size(); i++) {
      String kernels = i == 0 ? "auto (" + chosen + ")" : all.get(i);
      report.figure(name + ": decode with " + kernels, speeds.get(i), "tokens/s", "");
      report.figure(name + ": prompt with " + kernels, promptSpeeds.get(i), "tokens/s", "");
    }
  }

  private Result run(Path model, String kernels, int threads, int prompt, int generate)
      throws IOException, InterruptedException {
    String output =
        Child.run(
            Child.java(
                EngineRun.class,
                List.of(
                    setup.natives().toString(),
                    kernels,
                    model.toString(),
                    Integer.toString(threads),
                    Integer.toString(prompt),
                    Integer.toString(generate))),
            setup.cache(),
            LONGEST_RUN);
    try {
      return new Gson().fromJson(output, Result.class);
    } catch (JsonParseException e) {
      throw new IOException("the run printed " + output, e);
    }
  }
}
