package dev.gantry.domain.history;

class ShortMemoryTest extends LayerTimesContract {
  private final LayerTimes times = new ShortMemory();

  @Override
  protected LayerTimes times() {
    return times;
  }
}
