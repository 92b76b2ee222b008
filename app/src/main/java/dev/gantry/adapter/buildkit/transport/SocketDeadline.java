package dev.gantry.adapter.buildkit.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Ends work on a connection that takes too long, by closing the connection: not every kind has
/// timeouts of its own.
record SocketDeadline(Duration duration) {

  /// Something said on a connection, and what comes of it.
  @FunctionalInterface
  interface Conversation<T> {
    T with(Socket socket) throws IOException;
  }

  /// @throws HttpTimeoutException when the deadline has passed; the connection is closed then
  <T> T limit(Socket socket, Conversation<T> conversation) throws IOException {
    CompletableFuture<Void> guard = new CompletableFuture<>();
    guard
        .orTimeout(duration.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            _ -> {
              closeQuietly(socket);
              return null;
            });
    try {
      return conversation.with(socket);
    } catch (IOException failure) {
      // closing ends the conversation before it is done itself
      if (guard.isCompletedExceptionally()) {
        throw new HttpTimeoutException("no answer within " + duration.toSeconds() + " s");
      }
      throw failure;
    } finally {
      guard.complete(null);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is given up anyway
    }
  }
}
