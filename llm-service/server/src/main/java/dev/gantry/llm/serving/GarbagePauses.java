package dev.gantry.llm.serving;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.gantry.llm.generation.LatencyWindow;
import dev.gantry.llm.generation.Percentiles;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// How long collections of garbage have stopped this process lately. It listens from the first
/// question on: to begin with that makes a start longer, and most servers are never asked.
public final class GarbagePauses implements AutoCloseable {
  /// Collectors that let the process run count what they do in beans of such names, and how long
  /// they stopped it in others.
  private static final String CONCURRENT = "Cycles";

  private static final long NANOS_OF_MILLI = 1_000_000;

  private final LatencyWindow pauses = new LatencyWindow();
  private final List<NotificationEmitter> collectors = new ArrayList<>();
  // one object, because removing it compares by identity; the JVM tells of one pause at a time
  private final NotificationListener listener = (notification, _) -> add(notification);

  /// Those of the last 512 pauses.
  public synchronized Percentiles percentiles() {
    if (collectors.isEmpty()) {
      listen();
    }
    return pauses.percentiles();
  }

  private void listen() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (!bean.getName().endsWith(CONCURRENT) && bean instanceof NotificationEmitter collector) {
        collector.addNotificationListener(listener, null, null);
        collectors.add(collector);
      }
    }
  }

  private void add(Notification notification) {
    if (notification.getUserData() instanceof CompositeData data
        && notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      long millis = GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
      pauses.add(millis * NANOS_OF_MILLI);
    }
  }

  @Override
  public synchronized void close() {
    for (NotificationEmitter collector : collectors) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    collectors.clear();
  }
}
