package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.session.BuildSession;
import dev.gantry.adapter.buildkit.session.SessionServices;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The session of one build or of several that offer the engine the same: the first that joins
/// opens it, and the last that leaves closes it. What the builds have in common is then the same to
/// the engine, which transfers a directory and runs a step once.
final class SharedSession {

  private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();
  private final LongAdder requestedFiles = new LongAdder();
  private int builds;
  private @Nullable BuildSession session;

  /// @param builds how many will leave it, whether they have joined or not
  SharedSession(int builds) {
    this.builds = builds;
  }

  /// Returns what the builds name the session by.
  ///
  /// @param sharedKey what the engine keeps the files of earlier transfers under
  /// @throws IOException if the session cannot be opened
  synchronized String join(Connection engine, String sharedKey, SessionServices services)
      throws IOException {
    if (session == null) {
      session = BuildSession.open(engine.sockets()::session, engine.channel(), sharedKey, services);
    }
    return session.id();
  }

  synchronized void leave() {
    builds--;
    if (builds == 0 && session != null) {
      session.close();
    }
  }

  /// Counts the files that the engine asks for.
  LongAdder requestedFiles() {
    return requestedFiles;
  }

  /// Takes note of why something could not be given to the engine.
  void tell(Problem problem) {
    problems.add(problem);
  }

  Optional<Problem> problem() {
    return Optional.ofNullable(problems.peek());
  }
}
