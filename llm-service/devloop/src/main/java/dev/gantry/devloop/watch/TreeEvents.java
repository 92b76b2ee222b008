package dev.gantry.devloop.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The events that the system tells of directories. They only say that it is time to look: what
/// exactly happened is read from the files.
final class TreeEvents implements AutoCloseable {
  private final WatchService service;
  private final Set<Path> registered = new HashSet<>();

  TreeEvents(Path root) throws IOException {
    service = root.getFileSystem().newWatchService();
  }

  /// Also tells of these directories from now on.
  ///
  /// @return whether one of them was new
  boolean register(Set<Path> directories) throws IOException {
    boolean added = false;
    for (Path directory : directories) {
      if (registered.add(directory)) {
        try {
          directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
          added = true;
        } catch (NoSuchFileException _) {
          registered.remove(directory);
        }
      }
    }
    return added;
  }

  /// Waits for an event.
  ///
  /// @return whether there was one in time
  boolean await(Duration most) throws InterruptedException {
    WatchKey key = service.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (key == null) {
      return false;
    }
    key.pollEvents();
    if (!key.reset() && key.watchable() instanceof Path directory) {
      registered.remove(directory);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
