package dev.gantry.llm.generation;

/// An accepted request and who listens to it. Its events come one at a time, the first from the
/// thread that submits and the others from the relay, and none comes after a cancel.
final class ActiveGeneration implements Generation {
  private final GenerationRequest request;
  private final int[] prompt;
  private final GenerationListener listener;
  private final AdmissionQueue queue;
  private final EventRelay relay;
  private final long acceptedNanos;
  private volatile boolean cancelled;

  /// Whether a token was emitted; of the thread that decodes.
  private boolean answering;

  ActiveGeneration(
      GenerationRequest request,
      int[] prompt,
      GenerationListener listener,
      AdmissionQueue queue,
      EventRelay relay,
      long acceptedNanos) {
    this.request = request;
    this.prompt = prompt;
    this.listener = listener;
    this.queue = queue;
    this.relay = relay;
    this.acceptedNanos = acceptedNanos;
  }

  /// Holds the lock that events need, so that no other event overtakes the first one.
  synchronized void enterQueue() throws GenerationException {
    GenerationEvent queued = new GenerationEvent.Queued(queue.offer(this));
    tell(() -> listener.onEvent(queued));
  }

  /// Only the thread that decodes emits. A token after the first may wait for a moment.
  void emit(GenerationEvent event) {
    boolean token = event instanceof GenerationEvent.Token;
    if (token && answering) {
      relay.tellSoon(() -> tell(() -> listener.onEvent(event)));
    } else {
      relay.tell(() -> tell(() -> listener.onEvent(event)));
    }
    answering = token;
  }

  /// Emits the last event.
  ///
  /// @param release gives the slot back, before anybody hears of it
  void finish(GenerationEvent.Finished event, Runnable release) {
    relay.tell(
        () -> {
          release.run();
          tell(() -> listener.onEvent(event));
        });
  }

  /// Ends it with a failure instead.
  void fail(GenerationFailure failure, Runnable release) {
    relay.tell(
        () -> {
          release.run();
          tell(() -> listener.onFailure(failure));
        });
  }

  /// A listener that throws has lost its client.
  private synchronized void tell(Runnable call) {
    if (cancelled) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException _) {
      cancelled = true;
    }
  }

  boolean isReady() {
    return listener.isReady();
  }

  boolean isCancelled() {
    return cancelled;
  }

  GenerationRequest request() {
    return request;
  }

  int[] prompt() {
    return prompt;
  }

  long acceptedNanos() {
    return acceptedNanos;
  }

  @Override
  public void cancel() {
    cancelled = true;
    if (!queue.remove(this)) {
      queue.wake();
    }
  }

  @Override
  public void resume() {
    queue.wake();
  }
}
