package dev.gantry.resident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.cli.Cancellation;
import dev.gantry.resident.Client.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The process and the script that asks it, together.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ResidentTest {
  private static final Resident.Limits LIMITS =
      new Resident.Limits(Duration.ofMinutes(5), Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final Result BY_ITSELF = new Result(77, "by itself\n", "");
  private static final long SOON_SECONDS = 20;

  @TempDir private Path runtime;
  private final FakeCommands commands = new FakeCommands();
  private Client client;
  private Path build;
  private Thread serving = new Thread();

  @BeforeEach
  void furnish() throws Exception {
    client = new Client(runtime);
    build = Files.writeString(runtime.resolve("class.path"), "jars");
    client.furnish(ProcessHandle.current().pid());
  }

  @AfterEach
  void stop() throws Exception {
    if (serving.isAlive()) {
      serving.interrupt();
      serving.join(Duration.ofSeconds(SOON_SECONDS));
    }
  }

  @Test
  void passesTheCommandOnAndItsOutputAndCodeBack() throws Exception {
    commands.work =
        (_, streams, _) -> {
          say(streams.out(), "résultat\n");
          say(streams.err(), "what goes on\n");
          return 4;
        };
    serve();

    Result result = client.run(Map.of("COLOUR", "two\nlines"), "build", "a b", "", "é\n*");

    assertThat(result).isEqualTo(new Result(4, "résultat\n", "what goes on\n"));
    Request request = commands.requests.take();
    assertThat(request.arguments()).isEqualTo(List.of("build", "a b", "", "é\n*"));
    assertThat(request.workingDirectory()).isEqualTo(Path.of("").toRealPath());
    assertThat(request.environment())
        .containsEntry("COLOUR", "two\nlines")
        .containsEntry("PATH", System.getenv("PATH"))
        .doesNotContainKey("resident");
    assertThat(client.leftovers()).isEmpty();
  }

  @Test
  void keepsSeveralAtOnceApart() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    commands.work =
        (request, streams, _) -> {
          try {
            both.await(SOON_SECONDS, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IOException(e);
          }
          say(streams.out(), request.environment().get("NUMBER") + "\n");
          return Integer.parseInt(request.environment().get("NUMBER"));
        };
    serve();

    Process first = client.start(Map.of("NUMBER", "1"), "build");
    Process second = client.start(Map.of("NUMBER", "2"), "build");

    assertThat(Client.end(first)).isEqualTo(new Result(1, "1\n", ""));
    assertThat(Client.end(second)).isEqualTo(new Result(2, "2\n", ""));
  }

  @Test
  void cancelsTheCommandOfOneThatIsKilled() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    commands.work = (_, _, cancellation) -> untilCancelled(cancellation, cancelled);
    serve();
    Process asking = client.start(Map.of(), "build");
    commands.requests.take();

    asking.destroyForcibly();

    assertThat(cancelled.await(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelsTheCommandOfOneThatIsToldToEndAndShowsItsLastWords() throws Exception {
    commands.work =
        (_, streams, cancellation) -> {
          int code = untilCancelled(cancellation, new CountDownLatch(1));
          say(streams.err(), "Cancelled.\n");
          return code;
        };
    serve();
    Process asking = client.start(Map.of(), "build");
    commands.requests.take();

    asking.toHandle().destroy();

    assertThat(Client.end(asking)).isEqualTo(new Result(143, "", "Cancelled.\n"));
  }

  @Test
  void doesNotWaitForeverForACommandThatCannotBeCancelled() throws Exception {
    CountDownLatch forever = new CountDownLatch(1);
    commands.work =
        (_, _, _) -> {
          forever.await();
          return 0;
        };
    serve();
    Process asking = client.start(Map.of(), "build");
    commands.requests.take();

    asking.toHandle().destroy();

    // the pipes are still open, so the one that asks insists
    for (int i = 0; i < 2; i++) {
      asking.onExit().completeOnTimeout(asking, 1, TimeUnit.SECONDS).join();
      asking.toHandle().destroy();
    }
    assertThat(Client.end(asking).code()).isEqualTo(143);
    forever.countDown();
  }

  @Test
  void letsAReaderStopEarly() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    commands.work =
        (_, streams, _) -> {
          try {
            while (true) {
              say(streams.out(), "line\n");
            }
          } catch (IOException _) {
            broken.countDown();
          }
          return 0;
        };
    serve();
    Process asking = client.start(Map.of(), "layers", "image");

    asking.getInputStream().close();

    assertThat(broken.await(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(asking.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void writesBothStreamsInOrderWhereTheyAreOne() throws Exception {
    commands.work =
        (_, streams, _) -> {
          for (int i = 0; i < 100; i++) {
            say(i % 2 == 0 ? streams.out() : streams.err(), i + " ");
          }
          return 0;
        };
    serve();

    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      expected.append(i).append(' ');
    }
    assertThat(client.runMerged("build").out()).isEqualTo(expected.toString());
  }

  @Test
  void runsACommandByItselfThatTheProcessDoesNotAccept() throws Exception {
    commands.accepting = false;
    serve();

    assertThat(client.run("build")).isEqualTo(BY_ITSELF);
    assertThat(commands.requests).isEmpty();
    assertThat(client.leftovers()).isEmpty();
  }

  @Test
  void runsACommandByItselfWhereTheProcessHangs() throws Exception {
    Path door = client.directory().resolve("door");
    Files.move(client.directory().resolve("door.new"), door);

    assertThat(client.run(Map.of("PATIENCE", "1"), "build")).isEqualTo(BY_ITSELF);
    assertThat(door).doesNotExist();
    assertThat(client.leftovers()).isEmpty();
  }

  @Test
  void startsAnotherWhereTheProcessIsGone() throws Exception {
    Files.move(client.directory().resolve("door.new"), client.directory().resolve("door"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(client.directory().resolve("pid"), gone.pid() + "\n");

    assertThat(client.run("build")).isEqualTo(new Result(77, "starts one\nby itself\n", ""));
  }

  @Test
  void saysThatTheProcessDiedInTheMiddle() throws Exception {
    Files.move(client.directory().resolve("door.new"), client.directory().resolve("door"));
    Process dying =
        new ProcessBuilder(
                "sh",
                "-c",
                "read -r n <\"$0/door\"; mkdir \"$0/$n.claim\"; exec 3>\"$0/$n.said\" 4>\"$0/$n.out\"",
                client.directory().toString())
            .start();
    Files.writeString(client.directory().resolve("pid"), dying.pid() + "\n");

    Result result = client.run("build");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("is gone").contains("GANTRY_RESIDENT=off");
    assertThat(client.leftovers()).isEmpty();
  }

  @Test
  void runsACommandByItselfInOtherCircumstances() throws Exception {
    serve();

    assertThat(client.run(Map.of("TZ", "Asia/Kolkata"), "build")).isEqualTo(BY_ITSELF);
    assertThat(client.run(Map.of("LC_ALL", "C"), "build")).isEqualTo(BY_ITSELF);
    assertThat(commands.requests).isEmpty();
  }

  @Test
  void runsACommandByItselfThatIsNotForIt() throws Exception {
    serve();

    assertThat(client.run("engine", "start")).isEqualTo(BY_ITSELF);
    assertThat(client.run("cache", "prune")).isEqualTo(BY_ITSELF);
    assertThat(client.run("--version")).isEqualTo(BY_ITSELF);
    assertThat(client.run(Map.of("GANTRY_RESIDENT", "off"), "build")).isEqualTo(BY_ITSELF);
    assertThat(client.run(Map.of("CI", "true"), "build")).isEqualTo(BY_ITSELF);
    assertThat(client.run(Map.of("GANTRY_JAVA_OPTIONS", "-Xint"), "build")).isEqualTo(BY_ITSELF);
    assertThat(commands.requests).isEmpty();
    assertThat(client.run(Map.of("CI", "true", "GANTRY_RESIDENT", "on"), "build").code()).isZero();
  }

  @Test
  void endsWhenNobodyHasAskedForAWhile() throws Exception {
    serve(new Resident.Limits(Duration.ofMillis(200), LIMITS.tick(), LIMITS.grace()), runtime);

    serving.join(Duration.ofSeconds(SOON_SECONDS));

    assertThat(serving.isAlive()).isFalse();
    assertThat(client.directory().resolve("door")).doesNotExist();
    assertThat(client.run("build")).isEqualTo(new Result(77, "starts one\nby itself\n", ""));
  }

  @Test
  void endsWhenItsBuildIsReplaced() throws Exception {
    serve();
    Path other = Files.writeString(runtime.resolve("other"), "jars");

    Files.move(other, build, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    serving.join(Duration.ofSeconds(SOON_SECONDS));
    assertThat(serving.isAlive()).isFalse();
  }

  @Test
  void finishesItsCommandBeforeItEnds() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    commands.work =
        (_, streams, _) -> {
          finish.await();
          say(streams.out(), "done\n");
          return 0;
        };
    Resident resident = serve();
    Process asking = client.start(Map.of(), "build");
    commands.requests.take();

    resident.stop();
    finish.countDown();

    assertThat(Client.end(asking)).isEqualTo(new Result(0, "done\n", ""));
    serving.join(Duration.ofSeconds(SOON_SECONDS));
    assertThat(serving.isAlive()).isFalse();
  }

  @Test
  void cancelsWhatRunsWhenItHasToEnd() throws Exception {
    commands.work = (_, _, cancellation) -> untilCancelled(cancellation, new CountDownLatch(1));
    Resident resident = serve();
    Process asking = client.start(Map.of(), "build");
    commands.requests.take();

    resident.cancelAll();

    assertThat(Client.end(asking).code()).isEqualTo(130);
  }

  @Test
  void refusesADirectoryThatOthersMayUse() throws Exception {
    Files.setPosixFilePermissions(client.directory(), PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(() -> resident(LIMITS, client.directory()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a directory of this user alone");
  }

  @Test
  void refusesALinkToADirectory() throws Exception {
    Path link = Files.createSymbolicLink(runtime.resolve("link"), client.directory());

    assertThatThrownBy(() -> resident(LIMITS, link)).isInstanceOf(IOException.class);
  }

  private Resident serve() throws Exception {
    return serve(LIMITS, runtime);
  }

  private Resident serve(Resident.Limits limits, Path directory) throws Exception {
    Resident resident = resident(limits, client.directory());
    serving =
        Thread.ofPlatform()
            .name("resident of " + directory)
            .start(
                () -> {
                  try {
                    resident.serve();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    Path door = client.directory().resolve("door");
    while (serving.isAlive() && !Files.exists(door)) {
      Thread.onSpinWait();
    }
    return resident;
  }

  private Resident resident(Resident.Limits limits, Path directory) throws IOException {
    return new Resident(directory, build, commands, limits, InstantSource.system());
  }

  private static int untilCancelled(Cancellation cancellation, CountDownLatch cancelled)
      throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    cancellation.endBy(end::countDown);
    end.await();
    cancelled.countDown();
    return 130;
  }

  private static void say(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(UTF_8));
  }
}
