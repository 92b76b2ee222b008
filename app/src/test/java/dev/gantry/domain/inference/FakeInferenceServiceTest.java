package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;

class FakeInferenceServiceTest extends InferenceServiceContract {
  private final FakeInferenceService fake = new FakeInferenceService();

  @Override
  protected InferenceService service() {
    return fake;
  }

  @Override
  protected ServiceEndpoint endpoint() {
    return new ServiceEndpoint("127.0.0.1", 50052, "");
  }

  @Override
  protected void becomeServing(boolean serving) {
    fake.become(serving ? new ServiceHealth.Serving() : new ServiceHealth.NotServing());
  }

  @Override
  protected void goAway() {
    Problem refused = new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused");
    fake.become(new ServiceHealth.Unreachable(refused));
    fake.failWith(refused);
  }

  @Override
  protected void comeBack() {
    fake.become(new ServiceHealth.Serving());
  }

  @Override
  protected void answerWith(List<String> tokens, boolean end) {
    String[] all = tokens.toArray(String[]::new);
    if (end) {
      fake.answerWith(all);
    } else {
      fake.answerWithoutEnd(all);
    }
  }

  @Override
  protected void refuse(String words) {
    fake.failWith(new Problem.RequestRejected(words));
  }

  @Override
  protected boolean noticesCancel(Duration patience) {
    return fake.lastGeneration().isCancelled();
  }
}
