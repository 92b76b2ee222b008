package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.Watched;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells what a stream brings as values of the domain, and why it brings nothing.
final class NewsWatch<A, T> implements StreamWatch.Follower<A> {
  private final Function<A, T> values;
  private final StatusProblems problems;
  private final Consumer<Watched<T>> listener;
  private @Nullable Watched<T> told;
  private boolean live;

  NewsWatch(ServiceEndpoint endpoint, Function<A, T> values, Consumer<Watched<T>> listener) {
    this.values = values;
    // the calls have no deadline
    this.problems = new StatusProblems(endpoint, Duration.ZERO);
    this.listener = listener;
  }

  @Override
  public void answered(A answer) {
    live = true;
    tell(new Watched.News<>(values.apply(answer)));
  }

  /// A stream that has brought something may end because the service has swapped its code, and the
  /// next call goes on; so an end is told if that one ends, too, before it brings anything.
  @Override
  public void ended(Throwable error) {
    if (live) {
      live = false;
    } else if (Status.fromThrowable(error).getCode() == Code.UNIMPLEMENTED) {
      tell(new Watched.NotOffered<>());
    } else {
      tell(new Watched.Lost<>(problems.of(error)));
    }
  }

  private void tell(Watched<T> news) {
    if (!news.equals(told)) {
      told = news;
      listener.accept(news);
    }
  }
}
