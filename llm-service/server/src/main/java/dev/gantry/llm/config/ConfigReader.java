package dev.gantry.llm.config;

import dev.gantry.llm.config.ServerConfig.Check;
import dev.gantry.llm.config.ServerConfig.Embedding;
import dev.gantry.llm.config.ServerConfig.Listen;
import dev.gantry.llm.config.ServerConfig.Model;
import dev.gantry.llm.config.ServerConfig.Native;
import dev.gantry.llm.config.ServerConfig.Swap;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.security.SecurityFilesException;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TlsFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the configuration from flags and environment variables, and collects every problem before
/// it gives up.
public final class ConfigReader {
  static final String VARIABLE_PREFIX = "GANTRY_LLM_";

  private static final int MOST_SLOTS = 256;
  private static final int MOST_PORT = 65_535;

  private final Map<Option, String> values = new EnumMap<>(Option.class);
  private final List<String> problems = new ArrayList<>();
  private final OptionParser parser = new OptionParser(values, problems);

  private ConfigReader() {}

  /// The configuration.
  ///
  /// @throws ConfigException where a flag is not known or a value is not valid
  public static ServerConfig read(List<String> flags, Map<String, String> environment)
      throws ConfigException {
    ConfigReader reader = new ConfigReader();
    reader.readEnvironment(environment);
    reader.readFlags(flags);
    ServerConfig config = reader.config();
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return config;
  }

  /// Variables with our prefix that mean nothing: probably misspelt.
  public static List<String> unknownVariables(Map<String, String> environment) {
    List<String> known = Stream.of(Option.values()).map(Option::variable).toList();
    return environment.keySet().stream()
        .filter(name -> name.startsWith(VARIABLE_PREFIX) && !known.contains(name))
        .sorted()
        .toList();
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Option option : Option.values()) {
      String value = environment.get(option.variable());
      if (value != null && !value.isBlank()) {
        values.put(option, value.strip());
      }
    }
  }

  private void readFlags(List<String> flags) {
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      Optional<Option> option =
          Stream.of(Option.values()).filter(o -> name.equals("--" + o.flag())).findFirst();
      if (option.isEmpty() || equals < 0) {
        problems.add("\"%s\" is no flag; flags are written --name=value.".formatted(flag));
      } else {
        values.put(option.get(), flag.substring(equals + 1));
      }
    }
  }

  private ServerConfig config() {
    int slots = parser.integer(Option.SLOTS, 1, MOST_SLOTS);
    return new ServerConfig(
        listen(),
        security(),
        model(),
        new Native(
            Path.of(parser.text(Option.NATIVES_DIR)),
            parser.text(Option.CPU_VARIANT),
            parser.integer(Option.THREADS, 0, 1024)),
        new EngineSettings(
            slots,
            parser.integer(Option.QUEUE, 0, 100_000),
            parser.integer(Option.BATCH_TOKENS, slots, 1 << 16),
            parser.duration(Option.STALL_TIMEOUT)),
        embedding(),
        file(Option.DATA_DIR),
        new ConversationLimits(
            parser.integer(Option.CONVERSATIONS, 0, 100_000),
            parser.duration(Option.CONVERSATION_TTL)),
        parser.duration(Option.DRAIN_TIMEOUT),
        parser.choice(Option.LOG_LEVEL, EventLog.Level.class),
        parser.bool(Option.LOG_PROMPTS),
        parser.bool(Option.CHANNELZ));
  }

  private Model model() {
    Path path = Path.of(parser.text(Option.MODEL_PATH));
    Path directory = file(Option.MODEL_DIR);
    return new Model(
        path,
        directory == null ? path.resolveSibling("") : directory,
        parser.choice(Option.MODEL_CHECK, Check.class),
        parser.duration(Option.MODEL_CHECK_TIMEOUT),
        parser.choice(Option.MODEL_SWAP, Swap.class),
        parser.bool(Option.MODEL_MMAP),
        parser.integer(Option.CONTEXT_TOKENS, 0, 1 << 20));
  }

  private Embedding embedding() {
    return new Embedding(
        parser.text(Option.EMBEDDING_ENGINE),
        Path.of(parser.text(Option.EMBEDDING_MODEL_DIR)),
        file(Option.EMBEDDING_NATIVES_DIR),
        parser.integer(Option.EMBEDDING_THREADS, 1, 1024),
        parser.integer(Option.EMBEDDING_QUEUE, 0, 1000));
  }

  private @Nullable Path file(Option option) {
    String path = parser.text(option);
    return path.isEmpty() ? null : Path.of(path);
  }

  private ServerSecurity security() {
    Path certificate = file(Option.TLS_CERT);
    Path key = file(Option.TLS_KEY);
    Path clientAuthorities = file(Option.TLS_CLIENT_CA);
    TlsFiles files = null;
    if (certificate != null && key != null) {
      files = new TlsFiles(certificate, key, clientAuthorities);
    } else if (certificate != null || key != null || clientAuthorities != null) {
      problems.add("TLS needs both tls-cert and tls-key, the certificate and its key.");
      return ServerSecurity.NONE;
    }
    try {
      return ServerSecurity.load(files, file(Option.TOKEN_FILE), InstantSource.system());
    } catch (SecurityFilesException e) {
      problems.add(String.valueOf(e.getMessage()));
      return ServerSecurity.NONE;
    }
  }

  private Listen listenAddress() {
    int port = parser.integer(Option.PORT, 0, MOST_PORT);
    Integer httpPort =
        switch (parser.text(Option.HTTP_PORT)) {
          case "off" -> null;
          // beside a free port, a free one
          case "auto" -> port == 0 ? 0 : Math.min(port + 1, MOST_PORT);
          default ->
              parser.integer(
                  Option.HTTP_PORT,
                  0,
                  MOST_PORT,
                  "auto, off or a whole number from 0 to " + MOST_PORT);
        };
    return new Listen(parser.text(Option.HOST), port, httpPort);
  }

  private Listen listen() {
    Listen listen = listenAddress();
    boolean allowed =
        parser.bool(Option.ALLOW_PLAINTEXT) || !parser.text(Option.TLS_CERT).isEmpty();
    try {
      if (!allowed && !InetAddress.getByName(listen.host()).isLoopbackAddress()) {
        problems.add(
            ("host is %s, which others can reach, and there is no TLS: set %s and %s, or %s=true to"
                    + " allow that.")
                .formatted(
                    listen.host(),
                    Option.TLS_CERT.variable(),
                    Option.TLS_KEY.variable(),
                    Option.ALLOW_PLAINTEXT.variable()));
      }
    } catch (UnknownHostException _) {
      problems.add("host is \"%s\", which is no address here.".formatted(listen.host()));
    }
    return listen;
  }
}
