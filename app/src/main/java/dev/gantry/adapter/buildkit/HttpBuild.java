package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.adapter.buildkit.fallback.BuildMessage;
import dev.gantry.adapter.buildkit.fallback.ClassicSteps;
import dev.gantry.adapter.buildkit.filesync.PatternSyntaxProblem;
import dev.gantry.adapter.buildkit.session.BuildSession;
import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import dev.gantry.adapter.buildkit.session.SessionServices;
import dev.gantry.adapter.buildkit.session.SessionUpgrade;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A build by `POST /build` of the engine's API, where its BuildKit cannot be called: with a
/// session where the engine has sessions, otherwise by the classic builder, which gets an archive
/// of the files. Which of the two it is shows when the session is asked for.
///
/// To cancel means to close the connections: the engine stops a build that nobody listens to.
final class HttpBuild {

  private static final int OK = 200;
  private static final int PIPE_BYTES = 1 << 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineDialer dialer;
  private final EngineAddress engine;
  private final SessionUpgrade sessions;
  private final BuildRequest request;
  private final Consumer<BuildEvent> events;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final StatusMapper mapper = new StatusMapper();
  private final ClassicSteps steps = new ClassicSteps(InstantSource.system());
  private final long begin = System.nanoTime();
  private BuildProgress progress = BuildProgress.nothingYet();
  private Optional<String> image = Optional.empty();
  private Optional<String> failure = Optional.empty();
  private volatile Optional<Problem> unsent = Optional.empty();
  private volatile boolean cancelled;

  HttpBuild(
      EngineDialer dialer,
      EngineAddress engine,
      SessionUpgrade sessions,
      BuildRequest request,
      Consumer<BuildEvent> events) {
    this.dialer = dialer;
    this.engine = engine;
    this.sessions = sessions;
    this.request = request;
    this.events = events;
  }

  /// Builds to the end.
  ///
  /// @param refusal why something could not be given to the engine, once that has happened
  /// @throws CancellationException if the build was cancelled
  /// @throws GantryException with [Problem.BuildOptionUnsupported]
  BuildOutcome run(
      BuildInputs inputs, SessionServices services, Supplier<Optional<Problem>> refusal) {
    Optional<Problem> broken = Optional.empty();
    boolean classic = false;
    try {
      Optional<BuildSession> session = BuildSession.open(sessions, ContextKey.of(inputs), services);
      classic = session.isEmpty();
      if (session.isPresent()) {
        inSession(session.get(), inputs);
        tell(List.of(new BuildEvent.FilesRequested(services.requestedFiles().intValue())));
      } else {
        classic(inputs, services.configuration());
      }
    } catch (EngineUnreachable unreachable) {
      broken = Optional.of(unreachable.problem());
    } catch (IOException failed) {
      broken = Optional.of(new Problem.EngineWentAway(engine.host(), failed.toString()));
    } finally {
      closeAll();
    }
    if (cancelled) {
      throw new CancellationException();
    }
    Optional<Problem> problem = unsent.or(refusal).or(() -> failure.map(this::problem));
    if (problem.isEmpty()) {
      problem = broken;
    }
    return problem.isPresent()
        ? new BuildOutcome.Failed(problem.get(), took())
        : succeeded(classic);
  }

  /// May be called at any time, also several times.
  void cancel() {
    cancelled = true;
    closeAll();
  }

  private void inSession(BuildSession session, BuildInputs inputs) throws IOException {
    try (session) {
      tell(List.of(new BuildEvent.Reduced(BuildReduction.FEWER_DETAILS)));
      String dockerfile = inputs.attributes().getOrDefault("filename", BuildInputs.INLINE_NAME);
      post(HttpRequest.of("POST", BuildQuery.inSession(request, dockerfile, session.id())));
    }
  }

  private void classic(BuildInputs inputs, RegistryCredentials credentials) throws IOException {
    tell(List.of(new BuildEvent.Reduced(BuildReduction.CLASSIC_BUILDER)));
    ClassicContext context = ClassicContext.of(inputs);
    HttpRequest build =
        HttpRequest.of("POST", BuildQuery.classic(request, context.dockerfile()))
            .with(RegistryHeader.NAME, RegistryHeader.of(credentials));
    if (context.directory().isEmpty()) {
      post(build);
    } else {
      PipedInputStream archive = new PipedInputStream(PIPE_BYTES);
      PipedOutputStream end = new PipedOutputStream(archive);
      Thread.ofVirtual().name("archive of the context").start(() -> send(context, end));
      post(build.with("Content-Type", "application/x-tar").withBody(archive));
    }
    tell(steps.end(failure));
  }

  private void send(ClassicContext context, OutputStream out) {
    try {
      context.write(out);
    } catch (PatternSyntaxProblem pattern) {
      unsent =
          Optional.of(
              new Problem.DockerfileInvalid(
                  ".dockerignore", Optional.empty(), "", pattern.reason()));
      closeAll();
    } catch (FileSystemException file) {
      unsent =
          Optional.of(
              new Problem.FileUnreadable(
                  Path.of(file.getFile()), String.valueOf(file.getReason())));
      closeAll();
    } catch (IOException _) {
      // the engine does not listen any more, and says why
      closeQuietly(out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closeAll();
    }
  }

  private void post(HttpRequest build) throws IOException {
    try (HttpExchange exchange = HttpExchange.open(dial(), build)) {
      MappingIterator<JsonNode> messages =
          JSON.readerFor(JsonNode.class).readValues(exchange.body());
      if (exchange.head().status() != OK) {
        failure =
            Optional.of(
                messages.hasNext() ? messages.next().path("message").asText() : "no reason");
        return;
      }
      while (messages.hasNextValue()) {
        read(BuildMessage.of(messages.nextValue()));
      }
    }
  }

  private void read(BuildMessage message) {
    switch (message) {
      case BuildMessage.Trace(var status) -> tell(mapper.events(status));
      case BuildMessage.Text(String text) -> tell(steps.read(text));
      case BuildMessage.Image(String id) -> image = Optional.of(id);
      case BuildMessage.Failure(String reason) -> failure = Optional.of(reason.strip());
      case BuildMessage.Other _ -> {}
    }
  }

  private void tell(List<BuildEvent> more) {
    progress = progress.apply(more);
    more.forEach(events);
  }

  private BuildOutcome succeeded(boolean classic) {
    if (image.isEmpty()) {
      return new BuildOutcome.Failed(
          new Problem.BuildFailed(request.target().name(), "the engine named no image"), took());
    }
    return new BuildOutcome.Succeeded(
        image.map(Digest::new),
        request.target().definition().tags(),
        classic ? List.of() : DagWalk.origins(progress.steps()),
        took());
  }

  private Problem problem(String reason) {
    return new FailureMapper(engine, request.target())
        .problem(Status.UNKNOWN.withDescription(reason).asRuntimeException(), progress);
  }

  private Socket dial() throws IOException {
    Socket socket = dialer.dial(engine, false);
    open.add(socket);
    if (cancelled) {
      socket.close();
    }
    return socket;
  }

  private void closeAll() {
    open.forEach(HttpBuild::closeQuietly);
  }

  private static void closeQuietly(Closeable connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // it is of no use any more
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
