package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem;

class FakeEmbedderTest extends EmbedderContract {
  private final FakeEmbedder fake = new FakeEmbedder();

  @Override
  protected Embedder embedder() {
    return fake;
  }

  @Override
  protected ServiceEndpoint endpoint() {
    return new ServiceEndpoint("127.0.0.1", 50052, "");
  }

  @Override
  protected void refuse(String words) {
    fake.failWith(new Problem.RequestRejected(words));
  }

  @Override
  protected void goAway() {
    fake.failWith(new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused"));
  }
}
