package dev.gantry.adapter.privateengine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.privateengine.apt.PackageStore;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.privateengine.apt.Toolset;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.GantryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real registry on this machine that needs a log-in: Debian's package, unpacked and not
/// installed. It speaks plain HTTP, which engines accept from the machine that they run on, or TLS.
/// Where it cannot be had, tests are skipped, or fail where engines have to be there.
public final class TestRegistry {

  public static final String USER = "ada";
  public static final String PASSWORD = "s3cret";

  /// The password as bcrypt hashes it, the only way that the registry takes.
  private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuLK7U1u6pVRmL7L1BBM2aS35PSZnDXlK";

  private static final Toolset TOOLS =
      new Toolset("registry", List.of("docker-registry"), List.of("docker-registry"), 5_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final String host;

  private TestRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /// Starts an empty registry.
  ///
  /// @param directory for its images
  public static TestRegistry start(Path directory) throws Exception {
    return start(directory, "127.0.0.1:" + freePort(), "");
  }

  /// Starts an empty registry that speaks TLS, at an address of which engines do not accept less.
  ///
  /// @param identity directory with `key.pem` and `cert.pem`
  public static TestRegistry startWithTls(Path directory, String address, Path identity)
      throws Exception {
    String files =
        ", tls: {certificate: \"%s\", key: \"%s\"}"
            .formatted(identity.resolve("cert.pem"), identity.resolve("key.pem"));
    return start(directory, address + ":" + freePort(), files);
  }

  private static TestRegistry start(Path directory, String host, String tls) throws Exception {
    Path configuration =
        Files.writeString(
            directory.resolve("config.yml"),
            """
            version: 0.1
            log: {level: warn}
            storage: {filesystem: {rootdirectory: "%1$s"}}
            http: {addr: "%2$s"%4$s}
            auth: {htpasswd: {realm: tests, path: "%3$s"}}
            """
                .formatted(
                    directory.resolve("images"),
                    host,
                    Files.writeString(directory.resolve("users"), USER + ":" + HASH + "\n"),
                    tls));
    Toolbox tools = tools();
    ProcessBuilder builder =
        new ProcessBuilder(
            tools.program("docker-registry").orElseThrow().toString(),
            "serve",
            configuration.toString());
    builder
        .environment()
        .putAll(tools.environment(Optional.empty(), System.getenv().getOrDefault("PATH", "")));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("registry.log").toFile());
    TestRegistry registry = new TestRegistry(builder.start(), host);
    try {
      registry.awaitAnswer();
      return registry;
    } catch (AssertionError failure) {
      registry.close();
      throw new AssertionError(Files.readString(directory.resolve("registry.log")), failure);
    }
  }

  /// Such as `127.0.0.1:40123`.
  public String host() {
    return host;
  }

  /// Ends it.
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static Toolbox tools() throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    EngineHome home = EngineHome.of(environment, Path.of(environment.getOrDefault("HOME", "/")));
    ProcessRunner runner = Programs.runner();
    PackageStore store =
        new PackageStore(
            runner,
            HostSystem.read(environment).distribution(),
            home.cache().resolveSibling("registry"),
            environment);
    try {
      return store.provide(TOOLS, _ -> {});
    } catch (GantryException failure) {
      assumeTrue(EngineAvailable.isRequired(), () -> failure.problem().toString());
      throw failure;
    }
  }

  private void awaitAnswer() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("the registry does not answer at " + host);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// Whether it takes connections.
  private boolean answers() {
    int colon = host.lastIndexOf(':');
    try (Socket _ =
        new Socket(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
