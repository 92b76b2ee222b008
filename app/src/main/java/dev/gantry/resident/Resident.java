package dev.gantry.resident;

import dev.gantry.cli.ResidentProcess;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs commands for other processes of the same user, until nobody has asked for a while, the door
/// or the build that it runs is gone, or somebody wants it to end.
///
/// Who may write into the directory may have commands run, so it must be the user's alone. There it
/// waits at a named pipe, the *door*, for the numbers of processes that have a request.
public final class Resident implements ResidentProcess {
  private static final Logger LOG = LoggerFactory.getLogger(Resident.class);
  private static final String DOOR = "door";

  /// The door before somebody listens there.
  private static final String NEW = "door.new";

  private static final Duration OPENING = Duration.ofSeconds(5);

  private final Path directory;
  private final Path build;
  private final Optional<Object> buildKey;
  private final Commands commands;
  private final Limits limits;
  private final InstantSource clock;
  private final Instant since;
  private final Pipes pipes = new Pipes(OPENING);
  private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
  private final AtomicInteger served = new AtomicInteger();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile Instant lastUse;

  /// How long things may take.
  ///
  /// @param idle without a command, until the process ends
  /// @param tick between two looks at whether it should end
  /// @param grace for commands that were cancelled
  public record Limits(Duration idle, Duration tick, Duration grace) {}

  /// @param directory of the user alone, with the door in it
  /// @param build a file of the build that runs
  /// @throws IOException if others may write into the directory
  public Resident(Path directory, Path build, Commands commands, Limits limits, InstantSource clock)
      throws IOException {
    requirePrivate(directory);
    this.directory = directory;
    this.build = build;
    this.buildKey = key(build);
    this.commands = commands;
    this.limits = limits;
    this.clock = clock;
    this.since = clock.instant();
    this.lastUse = since;
  }

  /// Serves until it is time to end. When this returns, nobody comes any more, and no command runs.
  public void serve() throws IOException, InterruptedException {
    Path path = directory.resolve(DOOR);
    try (RandomAccessFile door = new RandomAccessFile(directory.resolve(NEW).toFile(), "rw")) {
      Thread.ofPlatform().daemon().name(DOOR).start(() -> listen(door));
      Files.move(directory.resolve(NEW), path, StandardCopyOption.ATOMIC_MOVE);
      boolean tidy = false;
      while (!stop.await(limits.tick().toMillis(), TimeUnit.MILLISECONDS)) {
        if (!visits.isEmpty()) {
          tidy = false;
        } else if (isEnough(path)) {
          break;
        } else if (!tidy) {
          tidy = true;
          // what commands have left is given back to the system
          System.gc();
        }
      }
      leave(path);
    } finally {
      pipes.close();
    }
  }

  /// Ends all commands and waits for them, for a process that has to end.
  public void cancelAll() throws InterruptedException {
    stop.countDown();
    visits.forEach(Visit::cancel);
    for (Visit visit : visits) {
      var _ = visit.isOver(limits.grace());
    }
  }

  @Override
  public Status status() {
    return new Status(
        ProcessHandle.current().pid(), since, served.get(), residentBytes(), limits.idle());
  }

  @Override
  public void stop() {
    stop.countDown();
  }

  private boolean isEnough(Path door) {
    boolean idle = !clock.instant().isBefore(lastUse.plus(limits.idle()));
    return idle || !Files.exists(door) || !key(build).equals(buildKey);
  }

  private void leave(Path door) throws IOException, InterruptedException {
    Files.deleteIfExists(door);
    for (Visit visit : visits) {
      while (!visit.isOver(limits.tick())) {
        LOG.debug("A command still runs");
      }
    }
  }

  private void listen(RandomAccessFile door) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(door.getFD()), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("stop")) {
          stop.countDown();
        } else if (line.matches("\\d{1,19}")) {
          admit(line);
        }
      }
    } catch (IOException failure) {
      LOG.warn("The door cannot be read any more", failure);
      stop.countDown();
    }
  }

  private void admit(String name) {
    Visit visit = new Visit(directory, name, commands, pipes, limits.grace(), this);
    visits.add(visit);
    served.incrementAndGet();
    Thread.ofPlatform()
        .daemon()
        .name("request " + name)
        .start(
            () -> {
              try {
                visit.run();
              } finally {
                lastUse = clock.instant();
                visits.remove(visit);
              }
            });
  }

  private static void requirePrivate(Path directory) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Path self = Path.of("/proc", Long.toString(ProcessHandle.current().pid()));
    boolean own = attributes.owner().equals(Files.getOwner(self));
    String permissions = PosixFilePermissions.toString(attributes.permissions());
    if (!attributes.isDirectory() || !own || !permissions.equals("rwx------")) {
      throw new IOException("not a directory of this user alone: " + directory);
    }
  }

  private static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// As the system counts it; 0 where it does not say.
  private static long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
