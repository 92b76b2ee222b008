package dev.gantry.devloop.serve;

import static dev.gantry.devloop.serve.EditedSources.SERVER_INFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.devloop.compile.Program;
import dev.gantry.devloop.compile.ProgramBuilder;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Swaps again and again: nothing may be left of what was before.
@Timeout(300)
class ManySwapsTest {
  private static final int SWAPS = 500;
  private static final int WARM = 250;

  /// What the compiler of the JVM and the caches of libraries still take when all is warm.
  private static final double TOLERANCE = 0.03;

  /// What is loaded at a moment after garbage collection.
  private record Loaded(int classes, long metaspaceBytes, int threads) {
    static Loaded now() throws Exception {
      // unloading takes more than one collection: cleaners run in between
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return new Loaded(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .mapToLong(ManySwapsTest::used)
              .sum(),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }

  @Test
  void leavesNothingBehind(@TempDir Path directory) throws Exception {
    RunningLoop loop = new RunningLoop(directory.resolve("running"));
    EditedSources sources = new EditedSources(directory.resolve("edited"));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (ChangeWatch watch =
        new ChangeWatch(sources.root(), ChangeWatch.Means.AUTO, InstantSource.system(), () -> {})) {
      ProgramBuilder builder = new ProgramBuilder(sources.root(), sources.compiler());
      Snapshot snapshot = watch.last();
      Program program = RunningLoop.build(builder, snapshot);
      String text = sources.read(SERVER_INFO);
      Loaded warm = Loaded.now();
      for (int i = 1; i <= SWAPS; i++) {
        sources.write(
            SERVER_INFO, text.replace(".setVersion(version)", ".setVersion(\"%d\")".formatted(i)));
        Snapshot before = snapshot;
        while (snapshot.since(before).isEmpty()) {
          snapshot = watch.await();
        }
        program =
            ((ProgramBuilder.Result.Built) builder.build(snapshot, before, program)).program();
        loop.services().swap(program, () -> {});
        loaders.add(new WeakReference<>(loop.services().loader()));
        assertThat(loop.version()).isEqualTo(Integer.toString(i));
        if (i == WARM) {
          warm = Loaded.now();
        }
      }
      Loaded end = Loaded.now();

      assertThat(loaders.stream().filter(loader -> !loader.refersTo(null)).count())
          .as("loaders that are left, the running one among them")
          .isLessThanOrEqualTo(2);
      assertThat((double) end.classes()).isLessThan(warm.classes() * (1 + TOLERANCE));
      assertThat((double) end.metaspaceBytes()).isLessThan(warm.metaspaceBytes() * (1 + TOLERANCE));
      assertThat(end.threads()).isLessThanOrEqualTo(warm.threads() + 2);
    } finally {
      loop.close();
    }
  }
}
