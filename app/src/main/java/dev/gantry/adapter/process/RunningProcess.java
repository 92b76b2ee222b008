package dev.gantry.adapter.process;

import java.time.Duration;

/// A started program.
public interface RunningProcess {

  long pid();

  /// Waits for the end of the program and of its output. A program that is still running at the
  /// deadline, or when the waiting thread is interrupted, is ended together with its children.
  Exit await(Duration deadline) throws InterruptedException;

  /// Asks the program to end; kills it and its children if it does not. Returns at once, may be
  /// called from any thread and more than once; [#await] then reports [Exit.Cancelled].
  void cancel();
}
