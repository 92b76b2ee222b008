package dev.gantry.resident;

import dev.gantry.cli.Cancellation;
import dev.gantry.cli.ResidentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Commands that do what a test wants.
final class FakeCommands implements Commands {
  final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  Work work = (_, _, _) -> 0;
  boolean accepting = true;

  /// What a command does.
  interface Work {
    int run(Request request, Streams streams, Cancellation cancellation)
        throws IOException, InterruptedException;
  }

  @Override
  public boolean accepts(Request request) {
    return accepting;
  }

  @Override
  public int run(
      Request request, Streams streams, Cancellation cancellation, ResidentProcess resident) {
    requests.add(request);
    try {
      return work.run(request, streams, cancellation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
