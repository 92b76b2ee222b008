package dev.gantry.adapter.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.gantry.domain.engine.EngineAddress;
import java.io.Closeable;
import java.io.IOException;

/// An open stream of the engine's events: as long as it is open, the engine is there. Only events
/// about the daemon itself are asked for, so that a busy engine costs nothing.
final class EngineEvents implements AutoCloseable {

  private final EngineConnection connection;
  private volatile boolean open = true;
  private volatile boolean closed;

  private EngineEvents(EngineConnection connection) {
    this.connection = connection;
  }

  /// @param onEnd called on a thread of the stream when it ends, for whatever reason
  static EngineEvents open(EngineAddress address, Runnable onEnd) {
    EngineEvents events = new EngineEvents(EngineConnection.to(address, ""));
    events
        .connection
        .client()
        .eventsCmd()
        .withEventTypeFilter(EventType.DAEMON)
        .exec(events.new End(onEnd));
    return events;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }

  /// Waits for nothing but the end: what broke a stream is told by the next check.
  private final class End implements ResultCallback<Event> {
    private final Runnable onEnd;

    private End(Runnable onEnd) {
      this.onEnd = onEnd;
    }

    /// A connection that was being made while all were closed has to be closed by itself.
    @Override
    public void onStart(Closeable stream) {
      if (closed) {
        try {
          stream.close();
        } catch (IOException _) {
          // it is of no use to anybody
        }
      }
    }

    @Override
    public void onNext(Event event) {}

    @Override
    public void onError(Throwable failure) {
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    @Override
    public void close() {}

    private void end() {
      open = false;
      onEnd.run();
    }
  }
}
