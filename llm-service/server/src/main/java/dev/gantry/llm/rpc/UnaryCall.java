package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.conversations.ConversationException;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.serving.ModelChangeException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/// A call with one answer, which its thread works out.
final class UnaryCall {
  private UnaryCall() {}

  /// What a call does.
  @FunctionalInterface
  interface Work<T> {
    T answer()
        throws InvalidRequestException,
            CollectionException,
            ConversationException,
            ModelChangeException,
            ModelException,
            IOException,
            InterruptedException;
  }

  /// Ends the call with the answer, or with the status of what kept it from one.
  static <T> void answer(StreamObserver<T> observer, Work<T> work) {
    T response;
    try {
      response = work.answer();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    } catch (InvalidRequestException e) {
      observer.onError(Failures.invalid(e));
      return;
    } catch (CollectionException e) {
      observer.onError(Failures.of(e));
      return;
    } catch (ConversationException e) {
      observer.onError(Failures.of(e));
      return;
    } catch (ModelChangeException e) {
      observer.onError(Failures.of(e));
      return;
    } catch (ModelException e) {
      observer.onError(Failures.of(e));
      return;
    } catch (IOException e) {
      observer.onError(Failures.disk(e));
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      observer.onError(Status.CANCELLED.asRuntimeException());
      return;
    } catch (CancellationException _) {
      observer.onError(Status.CANCELLED.asRuntimeException());
      return;
    }
    observer.onNext(response);
    observer.onCompleted();
  }
}
