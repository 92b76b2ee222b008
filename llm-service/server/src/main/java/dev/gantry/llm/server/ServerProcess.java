package dev.gantry.llm.server;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ConfigException;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.log.JsonEventLog;
import dev.gantry.llm.log.LoggingBridge;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// A server that is the whole process: reads the configuration, logs to standard output, ends when
/// the process is told to.
public final class ServerProcess {
  private static final int CANNOT_LISTEN = 1;
  private static final int BAD_CONFIGURATION = 2;
  private static final int BROKEN = 70;

  private ServerProcess() {}

  /// Runs until the process is told to end.
  ///
  /// @param services makes what answers calls
  /// @return the code to end the process with
  public static int run(List<String> flags, Function<ServerParts, Services> services)
      throws InterruptedException {
    ServerConfig config;
    try {
      config = ConfigReader.read(flags, System.getenv());
    } catch (ConfigException e) {
      EventLog log = log(Level.INFO);
      for (String problem : e.problems()) {
        log.write(Level.ERROR, "config.invalid", field("problem", problem));
      }
      return BAD_CONFIGURATION;
    }
    EventLog log = log(config.logLevel());
    new LoggingBridge(log).install();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> logDeath(log, thread, thrown));
    for (String variable : ConfigReader.unknownVariables(System.getenv())) {
      log.write(Level.WARN, "config.unknown_variable", field("name", variable));
    }
    return serve(config, log, services);
  }

  private static int serve(
      ServerConfig config, EventLog log, Function<ServerParts, Services> services)
      throws InterruptedException {
    ProcessHandle.Info process = ProcessHandle.current().info();
    InstantSource clock = InstantSource.system();
    ServerParts parts =
        new ServerParts(
            config,
            version(),
            process.startInstant().orElseGet(clock::instant),
            log,
            (thread, thrown) -> die(log, thread, thrown));
    try {
      LlmServer server = LlmServer.start(parts, services.apply(parts));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, log), "shutdown"));
      server.awaitTermination();
      return 0;
    } catch (IOException e) {
      log.write(
          Level.ERROR, "server.cannot_listen", field("problem", String.valueOf(e.getMessage())));
      return CANNOT_LISTEN;
    }
  }

  /// After a signal the JVM would end with the number of the signal; a server that was asked to end
  /// and did so has succeeded.
  private static void end(LlmServer server, EventLog log) {
    try {
      server.shutdown();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException | RuntimeException e) {
      log.write(Level.ERROR, "server.shutdown_failed", field("error", e));
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  /// Without the thread that decodes, or the one that tells its listeners, the server only looks
  /// alive: better to be started anew.
  private static void die(EventLog log, Thread thread, Throwable thrown) {
    logDeath(log, thread, thrown);
    Runtime.getRuntime().halt(BROKEN);
  }

  private static void logDeath(EventLog log, Thread thread, Throwable thrown) {
    log.write(
        Level.ERROR, "thread.died", field("thread", thread.getName()), field("error", thrown));
  }

  private static EventLog log(Level least) {
    return new JsonEventLog(
        new FileOutputStream(FileDescriptor.out), InstantSource.system(), least);
  }

  /// Of the service, as its jar says.
  public static String version() {
    return Objects.requireNonNullElse(
        ServerProcess.class.getPackage().getImplementationVersion(), "development");
  }
}
