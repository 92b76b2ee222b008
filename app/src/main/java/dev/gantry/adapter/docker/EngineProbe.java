package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Asks one engine who it is, once.
///
/// @param deadline for the answer; the timeouts of the HTTP client do not hold on Unix sockets
/// @param known what it has told before; an engine is asked for its version only where it is not
///   the one that was
record EngineProbe(Duration deadline, KnownEngines known) {

  EngineStatus ask(EngineAddress address) {
    if (isMissing(address)) {
      return notRunning(address, Causes.ABSENT);
    }
    try (EngineConnection connection = EngineConnection.to(address, "")) {
      FutureTask<EngineStatus> question = new FutureTask<>(() -> status(address, connection));
      Thread.ofVirtual().name("engine-probe").start(question);
      try {
        return question.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
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

  private EngineStatus status(EngineAddress address, EngineConnection connection) {
    Optional<EngineSigns> signs = connection.signs();
    Optional<Reachable> before = signs.flatMap(it -> known.at(address, it));
    if (before.isPresent()) {
      return before.get();
    }
    EngineStatus status = status(address, connection.document("/version"));
    if (status instanceof Reachable reachable) {
      signs.ifPresent(it -> known.keep(it, reachable));
    }
    return status;
  }

  private static EngineStatus status(EngineAddress address, JsonNode version) {
    Optional<ApiVersion> newest = ApiVersion.parse(version.path("ApiVersion").asText());
    if (newest.isEmpty()) {
      return notRunning(address, "what answers there is no container engine");
    }
    if (newest.get().compareTo(ApiVersion.MINIMUM) < 0) {
      return new Unreachable(
          new Problem.EngineTooOld(
              address.host(), newest.get().toString(), ApiVersion.MINIMUM.toString()));
    }
    ApiVersion oldest =
        ApiVersion.parse(version.path("MinAPIVersion").asText()).orElse(ApiVersion.MINIMUM);
    return new Reachable(
        address,
        version.path("Version").asText(),
        ApiVersion.negotiated(oldest, newest.get()).toString(),
        version.path("Os").asText() + "/" + version.path("Arch").asText());
  }

  private static EngineStatus notRunning(EngineAddress address, String cause) {
    return new Unreachable(new Problem.EngineNotRunning(address.host(), cause));
  }
}
