package dev.gantry.devloop.serve;

import java.lang.ref.WeakReference;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/// Where edited code of a test waits for the test, and shows by which loader it was loaded.
public final class Gate {
  static final BlockingQueue<WeakReference<ClassLoader>> ENTERED = new ArrayBlockingQueue<>(10);
  static final Semaphore OPEN = new Semaphore(0);

  private Gate() {}

  /// Waits until the test opens.
  ///
  /// @return the answer
  public static String pass(Object from, String answer) {
    ENTERED.add(new WeakReference<>(from.getClass().getClassLoader()));
    OPEN.acquireUninterruptibly();
    return answer;
  }
}
