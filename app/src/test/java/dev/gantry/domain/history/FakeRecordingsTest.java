package dev.gantry.domain.history;

class FakeRecordingsTest extends RecordingsContract {
  private final FakeRecordings recordings = new FakeRecordings();

  @Override
  protected Recordings recordings() {
    return recordings;
  }
}
