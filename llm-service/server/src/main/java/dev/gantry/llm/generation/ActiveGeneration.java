package dev.gantry.llm.generation;

/// An accepted request and who listens to it. Its events come one at a time, whichever thread they
/// come from, and none comes after a cancel.
final class ActiveGeneration implements Generation {
  private final GenerationRequest request;
  private final int[] prompt;
  private final GenerationListener listener;
  private final AdmissionQueue queue;
  private final long acceptedNanos;
  private volatile boolean cancelled;

  ActiveGeneration(
      GenerationRequest request,
      int[] prompt,
      GenerationListener listener,
      AdmissionQueue queue,
      long acceptedNanos) {
    this.request = request;
    this.prompt = prompt;
    this.listener = listener;
    this.queue = queue;
    this.acceptedNanos = acceptedNanos;
  }

  /// Holds the lock that events need, so that no other event overtakes the first one.
  synchronized void enterQueue() throws GenerationException {
    emit(new GenerationEvent.Queued(queue.offer(this)));
  }

  synchronized void emit(GenerationEvent event) {
    if (!cancelled) {
      tell(() -> listener.onEvent(event));
    }
  }

  synchronized void fail(GenerationFailure failure) {
    if (!cancelled) {
      tell(() -> listener.onFailure(failure));
    }
  }

  /// A listener that throws has lost its client.
  private void tell(Runnable call) {
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
