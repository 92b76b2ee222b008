package dev.gantry;

import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets a test run only where an engine answers at `DOCKER_HOST` (`unix://` or plain `tcp://`).
///
/// Without one the test is skipped, or, where an engine has to be there, fails: set the environment
/// variable or the system property `GANTRY_REQUIRE_ENGINE` for that. Use it with
/// `@ExtendWith(EngineAvailable.class)`.
public final class EngineAvailable implements ExecutionCondition {

  private static final String REQUIRE = "GANTRY_REQUIRE_ENGINE";
  private static final long PATIENCE_SECONDS = 10;
  private static final String PING = "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> fault = fault();
    if (fault.isEmpty()) {
      return ConditionEvaluationResult.enabled("an engine answers");
    }
    if (isRequired()) {
      throw new IllegalStateException(REQUIRE + " is set, but " + fault.get());
    }
    return ConditionEvaluationResult.disabled(fault.get());
  }

  /// Whether a test must not be skipped for want of an engine.
  public static boolean isRequired() {
    return System.getenv(REQUIRE) != null || System.getProperty(REQUIRE) != null;
  }

  /// The engine for tests. Call it only where this condition holds.
  public static EngineAddress address() {
    return new EngineAddress(
        host().orElseThrow(), EngineAddress.Source.ENVIRONMENT, Optional.empty());
  }

  private static Optional<String> host() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST")).filter(host -> !host.isBlank());
  }

  private static Optional<String> fault() {
    if (host().isEmpty()) {
      return Optional.of("DOCKER_HOST is not set, so there is no engine to test with");
    }
    String host = host().get();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String answer =
          CompletableFuture.supplyAsync(() -> ping(host), executor)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return answer.contains(" 200 ")
          ? Optional.empty()
          : Optional.of("the engine at %s answers: %s".formatted(host, answer));
    } catch (TimeoutException _) {
      return Optional.of("the engine at %s does not answer in time".formatted(host));
    } catch (ExecutionException failure) {
      return Optional.of("no engine answers at %s: %s".formatted(host, failure.getCause()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while looking for an engine at " + host);
    }
  }

  private static String ping(String host) {
    try (SocketChannel channel = SocketChannel.open(socketAddress(URI.create(host)))) {
      channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer head = ByteBuffer.allocate(64);
      int read = channel.read(head);
      return new String(head.array(), 0, Math.max(0, read), StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  private static SocketAddress socketAddress(URI host) {
    return switch (host.getScheme()) {
      case "unix" -> UnixDomainSocketAddress.of(host.getPath());
      case "tcp" -> new InetSocketAddress(host.getHost(), host.getPort());
      default -> throw new IllegalArgumentException("tests cannot speak to " + host);
    };
  }
}
