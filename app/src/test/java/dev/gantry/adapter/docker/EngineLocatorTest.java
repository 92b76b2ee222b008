package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.docker.EngineCandidates.Chosen;
import dev.gantry.adapter.docker.EngineCandidates.Usual;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLocatorTest {

  /// `sha256("lab")`, the directory of the context `lab` in the CLI's store.
  private static final String LAB =
      "a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7";

  @TempDir private Path root;

  private final Map<String, String> variables = new HashMap<>();
  private Optional<EngineAddress> privateEngine = Optional.empty();
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(root.resolve("home/ada"));
  }

  @Nested
  class Environment {

    @ParameterizedTest
    @CsvSource(
        textBlock =
            """
            unix:///run/user/1000/docker.sock , unix:///run/user/1000/docker.sock
            unix://                           , unix:///var/run/docker.sock
            tcp://lab.example.org:2377        , tcp://lab.example.org:2377
            tcp://lab.example.org             , tcp://lab.example.org:2375
            tcp://lab.example.org:2375/       , tcp://lab.example.org:2375
            tcp://lab.example.org:2375/docker , tcp://lab.example.org:2375/docker
            tcp://[::1]:2375                  , tcp://[::1]:2375
            lab.example.org:2377              , tcp://lab.example.org:2377
            :2377                             , tcp://localhost:2377
            npipe:////./pipe/docker_engine    , npipe:////./pipe/docker_engine
            ssh://ada@lab.example.org:2222    , ssh://ada@lab.example.org:2222
            """)
    void readsHostsAsTheDockerCliDoes(String host, String expected) {
      variables.put("DOCKER_HOST", host);

      assertThat(locate())
          .isEqualTo(new Chosen(new EngineAddress(expected, Source.ENVIRONMENT, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(
        textBlock =
            """
            ftp://ada@lab     , unsupported protocol: ftp://ada@lab
            fd://             , unsupported protocol: fd://
            tcp://a_b:1       , no host name: a_b:1
            """)
    void refusesHostsThatItCannotSpeakTo(String host, String cause) {
      variables.put("DOCKER_HOST", host);

      assertFailsWith(new Problem.EngineConfigurationInvalid("DOCKER_HOST", cause));
    }

    @Test
    void takesTheCertificatesOfTheEnvironment() throws IOException {
      Path certificates = certificates(root.resolve("certs"));
      variables.put("DOCKER_HOST", "tcp://lab.example.org");
      variables.put("DOCKER_TLS_VERIFY", "1");
      variables.put("DOCKER_CERT_PATH", certificates.toString());

      assertThat(locate())
          .isEqualTo(
              new Chosen(
                  new EngineAddress(
                      "tcp://lab.example.org:2376",
                      Source.ENVIRONMENT,
                      Optional.of(certificates))));
    }

    @Test
    void takesTheCertificatesOfTheConfigurationWhenNoneAreNamed() throws IOException {
      Path certificates = certificates(home.resolve(".docker"));
      variables.put("DOCKER_HOST", "tcp://lab.example.org");
      variables.put("DOCKER_TLS_VERIFY", "1");

      assertThat(locate())
          .isEqualTo(
              new Chosen(
                  new EngineAddress(
                      "tcp://lab.example.org:2376",
                      Source.ENVIRONMENT,
                      Optional.of(certificates))));
    }

    @Test
    void saysWhichCertificateIsMissing() throws IOException {
      Path certificates = certificates(root.resolve("certs"));
      Files.delete(certificates.resolve("key.pem"));
      variables.put("DOCKER_HOST", "tcp://lab.example.org");
      variables.put("DOCKER_TLS_VERIFY", "1");
      variables.put("DOCKER_CERT_PATH", certificates.toString());

      assertFailsWith(
          new Problem.EngineConfigurationInvalid(
              certificates.resolve("key.pem").toString(), "cannot be read"));
    }

    @Test
    void goesBeforeTheContext() throws IOException {
      context("lab", "tcp://lab.example.org:2375");
      variables.put("DOCKER_CONTEXT", "lab");
      variables.put("DOCKER_HOST", "unix:///run/own.sock");

      assertThat(locate())
          .isEqualTo(
              new Chosen(
                  new EngineAddress("unix:///run/own.sock", Source.ENVIRONMENT, Optional.empty())));
    }

    @Test
    void countsAsNotSetWhenEmpty() {
      variables.put("DOCKER_HOST", "");
      variables.put("DOCKER_CONTEXT", "");

      assertThat(locate()).isInstanceOf(Usual.class);
    }
  }

  @Nested
  class Contexts {

    @Test
    void areNamedByTheEnvironment() throws IOException {
      context("lab", "tcp://lab.example.org:2375");
      context("other", "tcp://other.example.org:2375");
      currentContext("other");
      variables.put("DOCKER_CONTEXT", "lab");

      assertThat(locate()).isEqualTo(chosenContext("tcp://lab.example.org:2375"));
    }

    @Test
    void areNamedByTheConfiguration() throws IOException {
      context("lab", "unix:///run/lab.sock");
      currentContext("lab");

      assertThat(locate()).isEqualTo(chosenContext("unix:///run/lab.sock"));
    }

    @Test
    void areLookedUpInTheConfigurationDirectoryOfTheEnvironment() throws IOException {
      variables.put("DOCKER_CONFIG", root.resolve("elsewhere").toString());
      context("lab", "unix:///run/lab.sock");
      currentContext("lab");

      assertThat(locate()).isEqualTo(chosenContext("unix:///run/lab.sock"));
    }

    @Test
    void bringTheirCertificates() throws IOException {
      Path directory = context("lab", "tcp://lab.example.org");
      Path tls =
          certificates(
              config().resolve("contexts/tls").resolve(directory.getFileName()).resolve("docker"));
      currentContext("lab");

      assertThat(locate())
          .isEqualTo(
              new Chosen(
                  new EngineAddress(
                      "tcp://lab.example.org:2376", Source.CONTEXT, Optional.of(tls))));
    }

    @Test
    void meanTheUsualSocketsWhenDefault() throws IOException {
      currentContext("default");

      assertThat(locate()).isInstanceOf(Usual.class);
    }

    @Test
    void letTheEnvironmentReturnToTheDefault() throws IOException {
      context("lab", "unix:///run/lab.sock");
      currentContext("lab");
      variables.put("DOCKER_CONTEXT", "default");

      assertThat(locate()).isInstanceOf(Usual.class);
    }

    @Test
    void mustExist() {
      variables.put("DOCKER_CONTEXT", "lab");

      assertFailsWith(
          new Problem.EngineConfigurationInvalid(
              config().resolve("contexts/meta").resolve(LAB).resolve("meta.json").toString(),
              "no such context: lab"));
    }

    @Test
    void mustNameAnEngine() throws IOException {
      Path directory = context("lab", "ftp://lab.example.org");
      currentContext("lab");

      assertFailsWith(
          new Problem.EngineConfigurationInvalid(
              directory.resolve("meta.json").toString(),
              "unsupported protocol: ftp://lab.example.org"));
    }

    @Test
    void saySoWhenTheConfigurationIsBroken() throws IOException {
      Files.createDirectories(config());
      Files.writeString(config().resolve("config.json"), "{ \"currentContext\": lab }");

      assertThatThrownBy(EngineLocatorTest.this::locate)
          .isInstanceOfSatisfying(
              GantryException.class,
              e ->
                  assertThat(e.problem())
                      .isInstanceOfSatisfying(
                          Problem.EngineConfigurationInvalid.class,
                          problem -> {
                            assertThat(problem.where())
                                .isEqualTo(config().resolve("config.json").toString());
                            assertThat(problem.cause()).contains("line: 1").contains("lab");
                          }));
    }
  }

  @Nested
  class UsualPlaces {

    @Test
    void areTheSocketsOfAllProductsThenThePrivateEngine() {
      variables.put("XDG_RUNTIME_DIR", "/run/user/1000");
      privateEngine =
          Optional.of(
              new EngineAddress(
                  "unix:///cache/gantry/engine.sock", Source.PRIVATE_ENGINE, Optional.empty()));

      assertThat(usualHosts())
          .containsExactly(
              "unix://" + root + "/var/run/docker.sock",
              "unix:///run/user/1000/docker.sock",
              "unix://" + home + "/.docker/run/docker.sock",
              "unix://" + home + "/.docker/desktop/docker.sock",
              "unix://" + home + "/.rd/docker.sock",
              "unix://" + home + "/.colima/default/docker.sock",
              "unix://" + home + "/.config/colima/default/docker.sock",
              "unix://" + home + "/.orbstack/run/docker.sock",
              "unix:///run/user/1000/podman/podman.sock",
              "unix://" + root + "/run/podman/podman.sock",
              "unix:///cache/gantry/engine.sock");
    }

    @Test
    void areLookedUpAnewEachTime() {
      EngineLocator locator = locator();
      EngineCandidates before = locator.locate();
      privateEngine =
          Optional.of(
              new EngineAddress(
                  "unix:///cache/gantry/engine.sock", Source.PRIVATE_ENGINE, Optional.empty()));

      assertThat(locator.locate()).isNotEqualTo(before);
    }

    @Test
    void arePipesOnWindows() {
      EngineLocator locator =
          new EngineLocator(
              new EngineEnvironment(variables, home, root, true), () -> privateEngine);

      assertThat(hosts(locator.locate()))
          .containsExactly(
              "npipe:////./pipe/docker_engine", "npipe:////./pipe/dockerDesktopLinuxEngine");
    }

    private List<String> usualHosts() {
      return hosts(locate());
    }

    private static List<String> hosts(EngineCandidates candidates) {
      return switch (candidates) {
        case Usual(List<EngineAddress> addresses) ->
            addresses.stream().map(EngineAddress::host).toList();
        case Chosen(EngineAddress address) -> List.of("chosen: " + address.host());
      };
    }
  }

  @Nested
  class Programs {

    @Test
    void areFoundInSystemDirectories() throws IOException {
      program(root.resolve("usr/sbin/dockerd"));

      assertThat(locator().hasEngineProgram()).isTrue();
    }

    @Test
    void areFoundOnThePath() throws IOException {
      program(root.resolve("opt/bin/podman"));
      variables.put("PATH", root.resolve("opt/bin").toString());

      assertThat(locator().hasEngineProgram()).isTrue();
    }

    @Test
    void areMoreThanTheDockerCli() throws IOException {
      program(root.resolve("usr/bin/docker"));

      assertThat(locator().hasEngineProgram()).isFalse();
    }

    private static void program(Path file) throws IOException {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  private EngineCandidates locate() {
    return locator().locate();
  }

  private EngineLocator locator() {
    return new EngineLocator(
        new EngineEnvironment(variables, home, root, false), () -> privateEngine);
  }

  private Path config() {
    String directory = variables.get("DOCKER_CONFIG");
    return directory == null ? home.resolve(".docker") : Path.of(directory);
  }

  private void currentContext(String name) throws IOException {
    Files.createDirectories(config());
    Files.writeString(config().resolve("config.json"), "{\"currentContext\":\"" + name + "\"}");
  }

  private Path context(String name, String host) throws IOException {
    Path directory =
        Files.createDirectories(
            config()
                .resolve("contexts/meta")
                .resolve(name.equals("lab") ? LAB : "0".repeat(LAB.length())));
    Files.writeString(
        directory.resolve("meta.json"),
        """
        {"Name":"%s","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":false}}}"""
            .formatted(name, host));
    return directory;
  }

  private static Chosen chosenContext(String host) {
    return new Chosen(new EngineAddress(host, Source.CONTEXT, Optional.empty()));
  }

  private static Path certificates(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.writeString(directory.resolve(file), "");
    }
    return directory;
  }

  private void assertFailsWith(Problem problem) {
    assertThatThrownBy(this::locate)
        .isInstanceOfSatisfying(
            GantryException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
