package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.gantry.llm.generation.Percentiles;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class GarbagePausesTest {
  private final List<Long> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch collected = new CountDownLatch(1);
  private final NotificationListener listener =
      (notification, _) -> {
        var collection =
            GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        told.add(collection.getGcInfo().getDuration());
        if (collection.getGcCause().equals("System.gc()")) {
          collected.countDown();
        }
      };

  @Test
  void knowsHowLongACollectionHasStoppedTheProcess() throws Exception {
    try (GarbagePauses pauses = new GarbagePauses()) {
      Percentiles before = pauses.percentiles();
      // told after the pauses, which were there first
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
      }
      System.gc();

      assertThat(collected.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(before).isEqualTo(Percentiles.NONE);
      assertThat(pauses.percentiles().p99()).isEqualTo(Duration.ofMillis(Collections.max(told)));
    } finally {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector).removeNotificationListener(listener);
      }
    }
  }
}
