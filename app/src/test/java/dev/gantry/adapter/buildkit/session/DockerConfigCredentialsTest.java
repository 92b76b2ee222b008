package dev.gantry.adapter.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.buildkit.session.RegistryCredentials.Login;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.Exit;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigCredentialsTest {

  @TempDir Path directory;

  private final FakeHelper helper = new FakeHelper();

  @Test
  void isAnonymousWithoutAFile() {
    assertThat(credentials().forHost("localhost:5000")).isEmpty();
  }

  @Test
  void isAnonymousWhenTheFileIsNoJson() throws Exception {
    config("not json");

    assertThat(credentials().forHost("localhost:5000")).isEmpty();
  }

  @Test
  void readsLoginsFromTheFile() throws Exception {
    // "ada:pa:ss", and an identity token
    config(
        """
        {"auths": {
          "localhost:5000": {"auth": "YWRhOnBhOnNz"},
          "https://registry.example/v2/": {"identitytoken": "t0ken", "auth": "YWRhOg=="},
          "plain.example": {"username": "ada", "password": "pass"},
          "empty.example": {}}}
        """);

    assertThat(credentials().forHost("localhost:5000")).hasValue(new Login("ada", "pa:ss"));
    assertThat(credentials().forHost("registry.example")).hasValue(new Login("", "t0ken"));
    assertThat(credentials().forHost("plain.example")).hasValue(new Login("ada", "pass"));
    assertThat(credentials().forHost("empty.example")).isEmpty();
    assertThat(credentials().forHost("localhost:5001")).isEmpty();
  }

  @Test
  void knowsDockerHubByTheNameThatTheFileHasForIt() throws Exception {
    config("{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"YWRhOnBhc3M=\"}}}");

    assertThat(credentials().forHost("registry-1.docker.io")).hasValue(new Login("ada", "pass"));
  }

  @Test
  void asksTheHelperOfTheHostBeforeTheCommonOne() throws Exception {
    config("{\"credHelpers\": {\"a.example\": \"own\"}, \"credsStore\": \"common\"}");
    helper.answer =
        List.of("{\"ServerURL\": \"x\",", "\"Username\": \"ada\", \"Secret\": \"s3cret\"}");

    assertThat(credentials().forHost("a.example")).hasValue(new Login("ada", "s3cret"));
    assertThat(credentials().forHost("b.example")).hasValue(new Login("ada", "s3cret"));
    assertThat(helper.asked)
        .isEqualTo(
            List.of(
                "docker-credential-own get < a.example",
                "docker-credential-common get < b.example"));
  }

  @Test
  void takesATokenFromAHelper() throws Exception {
    config("{\"credsStore\": \"common\"}");
    helper.answer = List.of("{\"Username\": \"<token>\", \"Secret\": \"t0ken\"}");

    assertThat(credentials().forHost("a.example")).hasValue(new Login("", "t0ken"));
  }

  @Test
  void isAnonymousWhenTheHelperHasNothing() throws Exception {
    config("{\"credsStore\": \"common\"}");
    helper.answer = List.of("credentials not found in native keychain");
    helper.exit = new Exit.Completed(1);

    assertThat(credentials().forHost("a.example")).isEmpty();
  }

  @Test
  void prefersLoginsOfTheEnvironment() throws Exception {
    config("{\"auths\": {\"a.example\": {\"auth\": \"YWRhOnBhc3M=\"}, \"b.example\": {}}}");
    // "eve:own"
    DockerConfigCredentials credentials =
        credentials(
            Map.of(
                "DOCKER_AUTH_CONFIG",
                "{\"auths\": {\"a.example\": {\"auth\": \"ZXZlOm93bg==\"}, \"c.example\": {}}}"));

    assertThat(credentials.forHost("a.example")).hasValue(new Login("eve", "own"));
    assertThat(credentials.forHost("b.example")).isEmpty();
    assertThat(credentials.hosts()).containsExactly("a.example", "b.example", "c.example");
    assertThat(credentials(Map.of("DOCKER_AUTH_CONFIG", "oops")).forHost("a.example"))
        .hasValue(new Login("ada", "pass"));
  }

  @Test
  void readsTheTokenOfARegistry() throws Exception {
    config("{\"auths\": {\"a.example\": {\"registrytoken\": \"t0ken\", \"auth\": \"YTpi\"}}}");

    assertThat(credentials().forHost("a.example")).hasValue(new Login("", "", "t0ken"));
  }

  @Test
  void readsTheProxiesOfAnEngineOrThoseOfAll() throws Exception {
    config(
        """
        {"proxies": {
          "default": {"httpProxy": "http://p:1", "httpsProxy": "http://p:2", "noProxy": "a,b"},
          "tcp://engine:2376": {"ftpProxy": "http://q:1", "allProxy": "http://q:2"}}}
        """);

    assertThat(credentials(Map.of()).proxies("unix:///run/docker.sock"))
        .isEqualTo(
            Map.of("HTTP_PROXY", "http://p:1", "HTTPS_PROXY", "http://p:2", "NO_PROXY", "a,b"));
    assertThat(credentials(Map.of()).proxies("tcp://engine:2376"))
        .isEqualTo(Map.of("FTP_PROXY", "http://q:1", "ALL_PROXY", "http://q:2"));
  }

  @Test
  void doesNotShowSecrets() {
    assertThat(new Login("ada", "s3cret").toString()).doesNotContain("s3cret");
  }

  private void config(String json) throws IOException {
    Files.writeString(directory.resolve("config.json"), json);
  }

  private RegistryCredentials credentials() {
    return credentials(Map.of());
  }

  private DockerConfigCredentials credentials(Map<String, String> environment) {
    return new DockerConfigCredentials(directory, environment, helper);
  }

  private static final class FakeHelper implements ProcessRunner {
    private final List<String> asked = new ArrayList<>();
    private List<String> answer = List.of();
    private Exit exit = new Exit.Completed(0);

    @Override
    public RunningProcess start(Command command, Consumer<OutputLine> lines) {
      asked.add(command + " < " + command.input());
      answer.forEach(text -> lines.accept(new OutputLine(OutputLine.Source.STANDARD_OUTPUT, text)));
      return new RunningProcess() {
        @Override
        public long pid() {
          return 1;
        }

        @Override
        public Exit await(Duration deadline) {
          return exit;
        }

        @Override
        public void cancel() {}
      };
    }
  }
}
