package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.StatusRequest;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows a build's Status stream: passes its events on and keeps their fold. The engine ends the
/// stream by itself when the build has ended.
final class StatusStream implements ClientResponseObserver<StatusRequest, StatusResponse> {

  private final Consumer<BuildEvent> listener;
  private final StatusMapper mapper = new StatusMapper();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable ClientCallStreamObserver<StatusRequest> call;
  private BuildProgress progress = BuildProgress.nothingYet();
  private boolean closed;

  private StatusStream(Consumer<BuildEvent> listener) {
    this.listener = listener;
  }

  /// Begins to follow; the build need not have begun.
  static StatusStream follow(Channel channel, String ref, Consumer<BuildEvent> listener) {
    StatusStream stream = new StatusStream(listener);
    ControlGrpc.newStub(channel).status(StatusRequest.newBuilder().setRef(ref).build(), stream);
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<StatusRequest> started) {
    call = started;
  }

  @Override
  public synchronized void onNext(StatusResponse message) {
    if (!closed) {
      List<BuildEvent> events = mapper.events(message);
      progress = progress.apply(events);
      events.forEach(listener);
    }
  }

  @Override
  public void onError(Throwable failure) {
    // what went wrong is told by the build itself
    ended.countDown();
  }

  @Override
  public void onCompleted() {
    ended.countDown();
  }

  /// Waits for the end, however long that takes; [#stop] makes it come at once.
  BuildProgress await() throws InterruptedException {
    ended.await();
    synchronized (this) {
      closed = true;
      return progress;
    }
  }

  /// Ends the following, not the build.
  void stop() {
    if (call != null) {
      call.cancel("nobody follows any more", null);
    }
    ended.countDown();
  }

  /// Waits for the end, but not longer than `patience`; after that no event is passed on.
  BuildProgress finish(Duration patience) throws InterruptedException {
    boolean complete = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!complete && call != null) {
      call.cancel("the build has ended", null);
    }
    synchronized (this) {
      closed = true;
      return progress;
    }
  }
}
