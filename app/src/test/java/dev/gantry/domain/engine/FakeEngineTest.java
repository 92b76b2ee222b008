package dev.gantry.domain.engine;

class FakeEngineTest extends EngineContract {

  private final FakeEngine engine = FakeEngine.reachable();
  private final EngineStatus first = engine.check();

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected void stopEngine() {
    engine.goAway();
  }

  @Override
  protected void startEngine() {
    engine.become(first);
  }
}
