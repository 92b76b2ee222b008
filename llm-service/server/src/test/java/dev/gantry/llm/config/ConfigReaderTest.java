package dev.gantry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.config.ServerConfig.Check;
import dev.gantry.llm.config.ServerConfig.Embedding;
import dev.gantry.llm.config.ServerConfig.Listen;
import dev.gantry.llm.config.ServerConfig.Model;
import dev.gantry.llm.config.ServerConfig.Native;
import dev.gantry.llm.config.ServerConfig.Swap;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

  @Test
  void hasDefaultsForEverything() throws ConfigException {
    assertThat(ConfigReader.read(List.of(), Map.of()))
        .isEqualTo(
            new ServerConfig(
                new Listen("127.0.0.1", 50_052, 50_053),
                ServerSecurity.NONE,
                new Model(
                    Path.of("models/gantry-tiny.Q8_0.gguf"),
                    Path.of("models"),
                    Check.AUTO,
                    Duration.ofMinutes(5),
                    Swap.AUTO,
                    true,
                    0),
                new Native(Path.of("natives"), "auto", 0),
                new EngineSettings(4, 64, 512, Duration.ofSeconds(30)),
                new Embedding("auto", Path.of("models"), null, 1, 16),
                null,
                new ConversationLimits(1000, Duration.ofHours(24)),
                Duration.ofSeconds(8),
                Level.INFO,
                false,
                false));
  }

  @Test
  void takesOtherModelsFromWhereTheModelIs() throws ConfigException {
    assertThat(ConfigReader.read(List.of("--model-path=x.gguf"), Map.of()).model().directory())
        .isEqualTo(Path.of(""));
    assertThat(
            ConfigReader.read(List.of("--model-path=/a/x.gguf", "--model-dir=/b"), Map.of())
                .model()
                .directory())
        .isEqualTo(Path.of("/b"));
  }

  @Test
  void readsVariablesAndFlagsOfWhichFlagsWin() throws ConfigException {
    ServerConfig config =
        ConfigReader.read(
            List.of("--port=0", "--drain-timeout=1500ms", "--model-check=always"),
            Map.of(
                "GANTRY_LLM_PORT", "99999999",
                "GANTRY_LLM_HOST", "::1",
                "GANTRY_LLM_MODEL_MMAP", "false",
                "GANTRY_LLM_LOG_LEVEL", "debug",
                "GANTRY_LLM_QUEUE", " 0 ",
                "GANTRY_LLM_STALL_TIMEOUT", "2h",
                "GANTRY_LLM_SLOTS", ""));

    assertThat(config.listen()).isEqualTo(new Listen("::1", 0, 0));
    assertThat(config.model().check()).isEqualTo(Check.ALWAYS);
    assertThat(config.model().mapped()).isFalse();
    assertThat(config.logLevel()).isEqualTo(Level.DEBUG);
    assertThat(config.drainTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.engine()).isEqualTo(new EngineSettings(4, 0, 512, Duration.ofHours(2)));
  }

  @Test
  void saysEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    List.of("--prot=1", "--port", "--slots=300", "--queue=many"),
                    Map.of(
                        "GANTRY_LLM_HOST", "0.0.0.0",
                        "GANTRY_LLM_MODEL_MMAP", "yes",
                        "GANTRY_LLM_DRAIN_TIMEOUT", "8",
                        "GANTRY_LLM_MODEL_CHECK", "sometimes")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "\"--prot=1\" is no flag; flags are written --name=value.",
                        "\"--port\" is no flag; flags are written --name=value.",
                        "slots (GANTRY_LLM_SLOTS) is \"300\"; it must be a whole number from 1 to"
                            + " 256.",
                        "queue (GANTRY_LLM_QUEUE) is \"many\"; it must be a whole number from 0 to"
                            + " 100000.",
                        "model-mmap (GANTRY_LLM_MODEL_MMAP) is \"yes\"; it must be true or false.",
                        "drain-timeout (GANTRY_LLM_DRAIN_TIMEOUT) is \"8\"; it must be a duration"
                            + " such as 500ms, 30s or 5m.",
                        "model-check (GANTRY_LLM_MODEL_CHECK) is \"sometimes\"; it must be one of"
                            + " auto, always, never.",
                        "host is 0.0.0.0, which others can reach, and there is no TLS: set"
                            + " GANTRY_LLM_TLS_CERT and GANTRY_LLM_TLS_KEY, or"
                            + " GANTRY_LLM_ALLOW_PLAINTEXT=true to allow that."));
  }

  @Test
  void takesThePortForHttpFromTheOtherUnlessItIsNamed() throws ConfigException {
    assertThat(ConfigReader.read(List.of("--port=7000"), Map.of()).listen())
        .isEqualTo(new Listen("127.0.0.1", 7000, 7001));
    assertThat(ConfigReader.read(List.of("--http-port=80"), Map.of()).listen())
        .isEqualTo(new Listen("127.0.0.1", 50_052, 80));
    assertThat(ConfigReader.read(List.of("--http-port=off"), Map.of()).listen())
        .isEqualTo(new Listen("127.0.0.1", 50_052, null));
    assertThat(problems("--http-port=yes"))
        .containsExactly(
            "http-port (GANTRY_LLM_HTTP_PORT) is \"yes\"; it must be auto, off or a whole number"
                + " from 0 to 65535.");
  }

  @Test
  void listensToOthersWhenThatIsAllowed() throws ConfigException {
    assertThat(
            ConfigReader.read(List.of("--host=0.0.0.0", "--allow-plaintext=true"), Map.of())
                .listen())
        .isEqualTo(new Listen("0.0.0.0", 50_052, 50_053));
  }

  @Test
  void listensToOthersWithTls() throws Exception {
    ServerConfig config =
        ConfigReader.read(
            List.of(
                "--host=0.0.0.0",
                "--tls-cert=" + TestKeys.file("server.pem"),
                "--tls-key=" + TestKeys.file("server.key"),
                "--tls-client-ca=" + TestKeys.file("authority.pem")),
            Map.of());

    assertThat(config.listen()).isEqualTo(new Listen("0.0.0.0", 50_052, 50_053));
    assertThat(config.security().wantsClientCertificate()).isTrue();
    assertThat(config.security().token()).isNull();
  }

  @Test
  void wantsTheWholeOfWhatTlsNeeds() {
    assertThat(problems("--tls-cert=" + TestKeys.file("server.pem")))
        .containsExactly("TLS needs both tls-cert and tls-key, the certificate and its key.");
    assertThat(problems("--tls-client-ca=" + TestKeys.file("authority.pem")))
        .containsExactly("TLS needs both tls-cert and tls-key, the certificate and its key.");
    assertThat(problems("--token-file=/none"))
        .containsExactly("token-file: there is no file /none.");
  }

  private static List<String> problems(String... flags) {
    try {
      ConfigReader.read(List.of(flags), Map.of());
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  @Test
  void findsMisspeltVariables() {
    assertThat(
            ConfigReader.unknownVariables(
                Map.of("GANTRY_LLM_PROT", "1", "GANTRY_LLM_PORT", "2", "GANTRY_OTHER", "3")))
        .containsExactly("GANTRY_LLM_PROT");
  }

  @Test
  void isDescribedInTheDocumentation() throws Exception {
    String documentation = Files.readString(Path.of("../../docs/llm-service.md"));

    for (Option option : Option.values()) {
      assertThat(documentation)
          .contains(
              "| `%s` | `%s` | %s |"
                  .formatted(option.variable(), option.defaultValue(), option.description()));
    }
  }
}
