package dev.gantry.devloop.serve;

import dev.gantry.devloop.v1.DevLoopServiceGrpc;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The DevLoopService.
final class DevLoopGrpc extends DevLoopServiceGrpc.DevLoopServiceImplBase {
  private final CycleFeed feed;

  DevLoopGrpc(CycleFeed feed) {
    this.feed = feed;
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchResponse> observer) {
    Watcher watcher = new Watcher((ServerCallStreamObserver<WatchResponse>) observer);
    watcher.observer.setOnReadyHandler(watcher::resume);
    watcher.observer.setOnCancelHandler(() -> feed.unsubscribe(watcher));
    feed.subscribe(watcher);
  }

  /// A client. What it does not read in time is replaced by what is newer.
  private static final class Watcher implements Consumer<Cycle> {
    private final ServerCallStreamObserver<WatchResponse> observer;
    private @Nullable Cycle waiting;

    Watcher(ServerCallStreamObserver<WatchResponse> observer) {
      this.observer = observer;
    }

    @Override
    public synchronized void accept(Cycle cycle) {
      waiting = cycle;
      resume();
    }

    synchronized void resume() {
      if (waiting != null && observer.isReady() && !observer.isCancelled()) {
        observer.onNext(WatchResponse.newBuilder().setCycle(CycleWriter.message(waiting)).build());
        waiting = null;
      }
    }
  }
}
