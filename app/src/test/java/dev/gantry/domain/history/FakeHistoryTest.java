package dev.gantry.domain.history;

class FakeHistoryTest extends HistoryContract {
  private final FakeHistory history = new FakeHistory();

  @Override
  protected History history() {
    return history;
  }
}
