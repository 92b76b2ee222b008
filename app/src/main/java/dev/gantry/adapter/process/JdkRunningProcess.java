package dev.gantry.adapter.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A [Process] with its output readers.
final class JdkRunningProcess implements RunningProcess {

  /// How long a program may take to tidy up after a request to end.
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// How long output may go on after the program: only a child left behind makes it take time.
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  private final Process process;
  private final OutputLines output;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  JdkRunningProcess(Process process, OutputLines output) {
    this.process = process;
    this.output = output;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Exit await(Duration deadline) throws InterruptedException {
    boolean ended;
    try {
      ended = process.waitFor(deadline);
      if (!ended) {
        end();
      }
      output.finish(LAST_OUTPUT);
    } catch (InterruptedException e) {
      cancel();
      throw e;
    }
    if (cancelled.get()) {
      return new Exit.Cancelled();
    }
    return ended ? new Exit.Completed(process.exitValue()) : new Exit.TimedOut(deadline);
  }

  @Override
  public void cancel() {
    if (process.isAlive() && cancelled.compareAndSet(false, true)) {
      Thread.ofVirtual().name("process-cancel").start(this::endQuietly);
    }
  }

  private void endQuietly() {
    try {
      end();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The program gets the chance to end its children in good order; what is left is killed.
  private void end() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(GRACE)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
