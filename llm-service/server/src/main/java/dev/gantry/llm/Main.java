package dev.gantry.llm;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ConfigException;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.config.Option;
import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.log.JsonEventLog;
import dev.gantry.llm.log.LoggingBridge;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// Entry of the server. Ends with 0 after SIGTERM or SIGINT, 1 where it cannot listen, 2 where the
/// configuration is not valid, 70 where it is broken inside.
public final class Main {
  private static final int CANNOT_LISTEN = 1;
  private static final int BAD_CONFIGURATION = 2;
  private static final int BROKEN = 70;

  private Main() {}

  /// Runs the server until it is told to end.
  public static void main(String[] arguments) throws InterruptedException {
    List<String> flags = List.of(arguments);
    if (flags.contains("--help")) {
      printHelp();
    } else if (flags.contains("--version")) {
      System.out.println(version());
    } else {
      int exitCode = run(flags);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
  }

  private static int run(List<String> flags) throws InterruptedException {
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
    return serve(config, log);
  }

  private static int serve(ServerConfig config, EventLog log) throws InterruptedException {
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
      LlmServer server = LlmServer.start(parts, new RpcServices(parts));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, log), "shutdown"));
      server.awaitTermination();
      return 0;
    } catch (IOException e) {
      log.write(
          Level.ERROR,
          "server.cannot_listen",
          field(
              "problem",
              "%s:%d cannot be listened on: %s. Stop what uses it, or set port to another."
                  .formatted(config.listen().host(), config.listen().port(), reason(e))));
      return CANNOT_LISTEN;
    }
  }

  private static String reason(Throwable thrown) {
    Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
    return String.valueOf(cause.getMessage());
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

  /// Without the thread that decodes, the server only looks alive: better to be started anew.
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

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }

  private static void printHelp() {
    System.out.println(
        """
        The Gantry LLM service: text generation over gRPC.

        Every option is a flag (--port=50052) or an environment variable (GANTRY_LLM_PORT=50052).
        """);
    for (Option option : Option.values()) {
      System.out.printf(
          "  --%s=%s%n      %s%n", option.flag(), option.defaultValue(), option.description());
    }
  }
}
