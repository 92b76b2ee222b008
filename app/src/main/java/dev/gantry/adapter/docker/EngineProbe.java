package dev.gantry.adapter.docker;

import com.github.dockerjava.api.model.Version;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.EngineProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks one engine for its version, once.
///
/// @param deadline for the answer; the timeouts of the HTTP client do not hold on Unix sockets
record EngineProbe(Duration deadline) {

  EngineStatus ask(EngineAddress address) {
    if (isMissing(address)) {
      return notRunning(address, Causes.ABSENT);
    }
    try (EngineConnection connection = EngineConnection.to(address, "")) {
      FutureTask<Version> question =
          new FutureTask<>(() -> connection.client().versionCmd().exec());
      Thread.ofVirtual().name("engine-probe").start(question);
      try {
        return status(address, question.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
      } finally {
        // ends a read or connect that hangs
        question.cancel(true);
      }
    } catch (ExecutionException e) {
      return new Unreachable(Causes.problem(address, e));
    } catch (TimeoutException _) {
      return notRunning(address, "no answer within " + deadline.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return notRunning(address, "interrupted");
    } catch (GantryException e) {
      if (e.problem() instanceof EngineProblem problem) {
        return new Unreachable(problem);
      }
      throw e;
    }
  }

  /// Most usual sockets are not there on most machines; that needs no client to find out.
  private static boolean isMissing(EngineAddress address) {
    return address.host().startsWith("unix://")
        && Files.notExists(Path.of(address.host().substring("unix://".length())));
  }

  private static EngineStatus status(EngineAddress address, Version version) {
    Optional<ApiVersion> newest = apiVersion(version.getApiVersion());
    if (newest.isEmpty()) {
      return notRunning(address, "what answers there is no container engine");
    }
    if (newest.get().compareTo(ApiVersion.MINIMUM) < 0) {
      return new Unreachable(
          new Problem.EngineTooOld(
              address.host(), newest.get().toString(), ApiVersion.MINIMUM.toString()));
    }
    ApiVersion oldest = apiVersion(version.getMinAPIVersion()).orElse(ApiVersion.MINIMUM);
    return new Reachable(
        address,
        orEmpty(version.getVersion()),
        ApiVersion.negotiated(oldest, newest.get()).toString(),
        orEmpty(version.getOperatingSystem()) + "/" + orEmpty(version.getArch()));
  }

  private static Optional<ApiVersion> apiVersion(@Nullable String text) {
    return ApiVersion.parse(orEmpty(text));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static EngineStatus notRunning(EngineAddress address, String cause) {
    return new Unreachable(new Problem.EngineNotRunning(address.host(), cause));
  }
}
