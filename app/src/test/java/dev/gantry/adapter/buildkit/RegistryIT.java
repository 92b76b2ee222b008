package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.buildkit.session.DockerConfigCredentials;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.adapter.privateengine.EngineOfClass;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.adapter.privateengine.TestRegistry;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Builds that take from and put to a registry that needs a log-in, on an engine whose own cache is
/// emptied in between.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RegistryIT {

  private static final String BASE = "debian:trixie-slim";

  @TempDir static Path images;

  @RegisterExtension
  static final EngineOfClass ENGINE = new EngineOfClass(Release.NEWEST_WITH_CONTAINERD);

  private static @Nullable TestRegistry registry;

  @TempDir Path directory;

  private final Path configuration;
  private final BuildKit buildKit;

  RegistryIT(@TempDir Path configuration) {
    this.configuration = configuration;
    this.buildKit = buildKit(ENGINE.get().address());
  }

  @BeforeAll
  static void start() throws Exception {
    registry = TestRegistry.start(images);
    push(BASE, name("base:1"));
  }

  @AfterAll
  static void stop() throws Exception {
    TestRegistry startedRegistry = registry;
    if (startedRegistry != null) {
      startedRegistry.close();
    }
  }

  @AfterEach
  void disconnect() {
    buildKit.close();
  }

  @Test
  void takesABaseFromARegistryThatNeedsALogIn() throws Exception {
    // another name of the same host, for which the engine cannot remember a log-in
    String stranger = name("base:1").replace("127.0.0.1", "localhost");

    RecordedBuild anonymous = run(from(stranger), List.of(), List.of());
    logIn();
    RecordedBuild known = run(from(name("base:1")), List.of(), List.of());

    assertThat(anonymous.problem()).isInstanceOf(Problem.RegistryDenied.class);
    known.succeeded();
  }

  @Test
  void putsCacheIntoARegistryAndTakesItFromThere() throws Exception {
    logIn();
    CacheLocation place =
        new CacheLocation("registry", Map.of("ref", name("cache:1"), "mode", "max"));
    BuildDirectory context = context();
    RecordedBuild first = run(context, List.of(place), List.of(place));
    forget();

    RecordedBuild second =
        run(
            context,
            List.of(new CacheLocation("registry", Map.of("ref", name("cache:1")))),
            List.of());

    assertThat(states(first)).hasSize(2).hasOnlyElementsOfType(StepState.Done.class);
    assertThat(states(second)).isEqualTo(List.of(new StepState.Cached(), new StepState.Cached()));
  }

  @Test
  void takesCacheThatAnImageInARegistryBringsAlong() throws Exception {
    logIn();
    BuildDirectory context = context().tags(name("app:1"));
    RecordedBuild first = run(context, List.of(), List.of(new CacheLocation("inline", Map.of())));
    push(name("app:1"), name("app:1"));
    forget();

    RecordedBuild second =
        run(
            context,
            List.of(new CacheLocation("registry", Map.of("ref", name("app:1")))),
            List.of());

    assertThat(first.log("RUN echo")).hasSize(1);
    assertThat(second.log("RUN echo")).isEmpty();
    // the engine fetches the layers for the new image, and does not run the steps for it
    assertThat(states(second)).isEqualTo(List.of(new StepState.Cached(), new StepState.Cached()));
    assertThat(second.succeeded().origins().stream().filter(LayerOrigin::cached))
        .extracting(LayerOrigin::step)
        .isEqualTo(names(first));
  }

  @Test
  void logsInToARegistryAlsoWithTheClassicBuilder() throws Exception {
    logIn();
    BuildDirectory context =
        new BuildDirectory(directory)
            .dockerfile("FROM " + name("base:1") + "\nRUN echo built\n")
            .also(it -> it.cache(new CachePolicy(new NoCache.None(), true, List.of(), List.of())));
    try (EngineProxy proxy =
            new EngineProxy(ServerSocketFactory.getDefault(), ENGINE.get().address());
        BuildKit classic = buildKit(proxy.refusing("/grpc", "/session").address())) {
      RecordedBuild build = RecordedBuild.run(classic.runner(), context.request());

      build.succeeded();
      assertThat(build.progress().reduction()).hasValue(BuildReduction.CLASSIC_BUILDER);
    }
  }

  /// The registry is one that only listens: what counts is what it hears.
  @Test
  void showsARegistryTheTokenThatTheUserHasForIt() throws Exception {
    BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String host = "127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          if (token != null) {
            shown.add(token);
          }
          exchange
              .getResponseHeaders()
              .add("WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\",service=\"x\"");
          exchange.sendResponseHeaders(token == null ? 401 : 404, -1);
          exchange.close();
        });
    server.start();
    try {
      configure("{\"auths\": {\"" + host + "\": {\"registrytoken\": \"t0ken\"}}}");

      run(
          new BuildDirectory(directory).dockerfile("FROM " + host + "/a:1\n"),
          List.of(),
          List.of());

      assertThat(shown.poll()).isEqualTo("Bearer t0ken");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void tellsStepsOfTheUsersProxies() throws Exception {
    configure("{\"proxies\": {\"default\": {\"httpProxy\": \"http://p:1\", \"noProxy\": \"x\"}}}");

    RecordedBuild build =
        run(
            new BuildDirectory(directory)
                .dockerfile("FROM " + BASE + "\nRUN echo $http_proxy $HTTP_PROXY $NO_PROXY\n")
                .arg("no_proxy", "own")
                .noCache(),
            List.of(),
            List.of());

    assertThat(build.log("RUN echo")).isEqualTo(List.of("http://p:1 http://p:1 own"));
  }

  private BuildKit buildKit(EngineAddress address) {
    return new BuildKit(
        () -> address,
        new DockerConfigCredentials(configuration, Map.of(), Programs.runner()),
        new EngineDialer());
  }

  private BuildDirectory from(String base) {
    return new BuildDirectory(directory).dockerfile("FROM " + base + "\nRUN true\n");
  }

  private BuildDirectory context() {
    return new BuildDirectory(directory)
        .dockerfile(
            "FROM " + BASE + "\nARG NONCE\nRUN echo $NONCE | tee /made\nRUN echo $NONCE > /more\n")
        .arg("NONCE", UUID.randomUUID().toString());
  }

  private RecordedBuild run(
      BuildDirectory context, List<CacheLocation> from, List<CacheLocation> to)
      throws InterruptedException {
    CachePolicy policy = new CachePolicy(new NoCache.None(), false, from, to);
    return RecordedBuild.run(buildKit.runner(), context.also(it -> it.cache(policy)).request());
  }

  /// Of the steps that run something, whatever the order in which the engine tells of them.
  private static List<Step> programs(RecordedBuild build) {
    build.succeeded();
    return build.progress().steps().stream()
        .filter(step -> step.name().contains("RUN echo"))
        .sorted(Comparator.comparing(Step::name))
        .toList();
  }

  private static List<StepState> states(RecordedBuild build) {
    return programs(build).stream().map(Step::state).toList();
  }

  private static List<String> names(RecordedBuild build) {
    return programs(build).stream().map(Step::name).toList();
  }

  private void logIn() throws IOException {
    String login = TestRegistry.USER + ":" + TestRegistry.PASSWORD;
    configure(
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(
                registry().host(),
                Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
  }

  private void configure(String json) throws IOException {
    Files.writeString(configuration.resolve("config.json"), json);
  }

  /// Puts an image of the engine into the registry, and takes the name away from the engine.
  private static void push(String image, String name) throws IOException {
    String repository = name.substring(0, name.lastIndexOf(':'));
    String tag = name.substring(name.lastIndexOf(':') + 1);
    String login =
        "{\"username\":\"%s\",\"password\":\"%s\",\"serveraddress\":\"%s\"}"
            .formatted(TestRegistry.USER, TestRegistry.PASSWORD, registry().host());
    if (!image.equals(name)) {
      call("POST", "/images/" + image + "/tag?repo=" + repository + "&tag=" + tag);
    }
    String said =
        call(
            HttpRequest.of("POST", "/images/" + repository + "/push?tag=" + tag)
                .with(
                    "X-Registry-Auth",
                    Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    assertThat(said).doesNotContain("errorDetail");
    call("DELETE", "/images/" + name + "?force=true");
  }

  /// Empties the engine's own cache.
  private static void forget() throws IOException {
    call("POST", "/build/prune?all=1");
  }

  private static String call(String method, String path) throws IOException {
    return call(HttpRequest.of(method, path));
  }

  private static String call(HttpRequest request) throws IOException {
    try (HttpExchange answer =
        HttpExchange.open(new EngineDialer().dial(ENGINE.get().address(), false), request)) {
      String said = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer.head().status()).as(said).isBetween(200, 299);
      return said;
    }
  }

  private static String name(String image) {
    return registry().host() + "/" + image;
  }

  private static TestRegistry registry() {
    return Objects.requireNonNull(registry);
  }
}
