package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.ImageHistory;
import com.github.dockerjava.api.model.Ports;
import dev.gantry.adapter.docker.EngineDocument;
import dev.gantry.adapter.docker.ImageLayers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What docs/images.md says of the hardening of `prod` and `slim`, seen from outside on the
/// container that runs.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"prod", "slim"})
class HardeningIT {
  private static final String USER = "10001:10001";
  private static final long MEBIBYTE = 1 << 20;

  /// Names of files that are shells, tool boxes, package managers or their data.
  private static final Pattern TOOLS =
      Pattern.compile(
          "(|.*/)(sh|[bd]ash|ash|ksh|zsh|busybox|toybox|env|su|sudo|mount|curl|wget|nc|perl|python3?"
              + "|apt|apt-get|dpkg|apk|rpm|dnf|yum|pip|npm|var/lib/dpkg/.*|etc/apt/.*)");

  /// What must not be in a file or a setting: private keys and the usual forms of credentials.
  private static final Pattern SECRETS =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{16}|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_\\w{36}\\b"
              + "|(?i:_authToken\\s*=|\\b\\w*(?:passw(?:or)?d|secret|token|api_?key)\\w*\\s*=\\s*[\"']?[\\w+/.-]{8,})");

  private static final Watchman WATCHMAN = new Watchman();

  private static @Nullable ServiceInMode service;
  private static String container = "";

  @Parameter String mode = "";

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void bringUp(String mode) throws InterruptedException {
    ServiceInMode started = ServiceInMode.up(mode);
    service = started;
    container = started.container();
  }

  @AfterParameterizedClassInvocation
  static void takeDown() throws Exception {
    if (service != null) {
      service.down();
    }
  }

  @AfterAll
  static void disconnect() throws IOException {
    WATCHMAN.close();
  }

  @Test
  void runsAsANumberedUserWithoutAnyCapability() throws Exception {
    assertThat(status("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
        .containsExactly(
            "Uid: 10001 10001 10001 10001",
            "Gid: 10001 10001 10001 10001",
            "Groups: 10001",
            "CapInh: 0000000000000000",
            "CapPrm: 0000000000000000",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "CapAmb: 0000000000000000");
  }

  @Test
  void cannotGainPrivilegesAndIsFilteredBySeccomp() throws Exception {
    assertThat(status("NoNewPrivs", "Seccomp")).containsExactly("NoNewPrivs: 1", "Seccomp: 2");
  }

  @Test
  void canWriteToItsDataAndToTmpOnly() throws Exception {
    String places = "/ /app /app/service /app/start /etc /opt/java /dev /tmp /data";
    String output =
        WATCHMAN.beside(
            container,
            USER,
            "for place in %s; do touch /proc/1/root$place/probe 2>/dev/null && echo $place; rm -f /proc/1/root$place/probe 2>/dev/null; done; true"
                .formatted(places));

    assertThat(output.split("\\s+")).containsExactly("/tmp", "/data");
  }

  @Test
  void seesItsFileSystemReadOnlyAndRunsNothingFromTmp() throws Exception {
    List<String> mounts = WATCHMAN.beside(container, USER, "cat /proc/1/mounts").lines().toList();

    assertThat(mounts).anyMatch(line -> line.matches("overlay / overlay ro,.*"));
    assertThat(mounts)
        .anyMatch(
            line ->
                line.startsWith("tmpfs /tmp tmpfs rw,")
                    && line.contains("nosuid")
                    && line.contains("nodev")
                    && line.contains("noexec"));
    assertThat(mounts).noneMatch(line -> line.contains("docker.sock"));
  }

  @Test
  void hasLimitsInForce() {
    JsonNode counted =
        EngineDocument.read("/containers/%s/stats?stream=false&one-shot=true".formatted(container));
    HostConfig configuration = configuration();

    assertThat(counted.at("/memory_stats/limit").asLong()).isEqualTo(768 * MEBIBYTE);
    assertThat(counted.at("/pids_stats/limit").asLong()).isEqualTo(256);
    assertThat(configuration.getMemorySwap()).isEqualTo(768 * MEBIBYTE);
    assertThat(configuration.getNanoCPUs()).isEqualTo(2_000_000_000L);
    assertThat(Objects.requireNonNull(configuration.getRestartPolicy()).getMaximumRetryCount())
        .isEqualTo(3);
  }

  @Test
  void sharesNothingOfTheHost() {
    HostConfig configuration = configuration();

    assertThat(configuration.getPrivileged()).isFalse();
    assertThat(configuration.getPidMode()).isEmpty();
    assertThat(configuration.getIpcMode()).isEqualTo("private");
    assertThat(configuration.getUsernsMode()).isEmpty();
    assertThat(configuration.getNetworkMode()).isNotEqualTo("host");
    assertThat(Objects.requireNonNull(inspection().getMounts()))
        .extracting(mount -> Objects.requireNonNull(mount.getDestination()).getPath())
        .containsExactly("/data");
    assertThat(configuration.getSecurityOpts())
        .noneMatch(option -> option.endsWith("unconfined"))
        .contains("no-new-privileges:true");
  }

  @Test
  void isPublishedOnLoopbackOnly() {
    Ports ports = inspection().getNetworkSettings().getPorts();
    List<Ports.Binding> bindings =
        ports.getBindings().values().stream()
            .filter(Objects::nonNull)
            .flatMap(Arrays::stream)
            .toList();

    assertThat(bindings).extracting(Ports.Binding::getHostIp).containsExactly("127.0.0.1");
  }

  @Test
  void hasAHealthCheckWithoutAShellAndARotatedLog() {
    List<String> check =
        Objects.requireNonNull(
            Objects.requireNonNull(inspection().getConfig().getHealthcheck()).getTest());

    assertThat(check).startsWith("CMD", "java").endsWith("dev.gantry.llm.probe.HealthProbe");
    assertThat(Objects.requireNonNull(configuration().getLogConfig()).getConfig())
        .containsEntry("max-size", "10m")
        .containsEntry("max-file", "3");
  }

  @Test
  void hasNoShell() throws Exception {
    for (String shell : List.of("sh", "/bin/sh", "bash", "busybox")) {
      Watchman.Ended ended = WATCHMAN.exec(container, shell, "-c", "true");

      assertThat(ended.code()).as(shell).isNotZero();
      assertThat(ended.output())
          .as(shell)
          .containsAnyOf("executable file not found", "no such file or directory");
    }
  }

  @Test
  void holdsNoToolsNoPrivilegedFilesAndNoSecretsInAnyOfItsLayers() throws Exception {
    Findings findings = new Findings(lineOfTheCaBundle());

    int layers = SavedImage.read(WATCHMAN.client(), image(), findings);

    assertThat(layers).isEqualTo(ImageLayers.of(image()).size());
    assertThat(findings.files).isGreaterThan(50);
    assertThat(findings.documents).isPositive();
    assertThat(findings.tools).isEmpty();
    assertThat(findings.privileged).isEmpty();
    assertThat(findings.secrets).isEmpty();
    assertThat(findings.deletions)
        .as("what a later layer takes away is still in the image")
        .isEmpty();
  }

  /// What the image's layers have is looked at file by file, so this is all that is left.
  @Test
  void addsNothingToTheFilesOfItsImage() {
    // where there is nothing, the engine answers with nothing
    List<ChangeLog> changes =
        Objects.requireNonNullElse(WATCHMAN.client().containerDiffCmd(container).exec(), List.of());

    assertThat(changes).extracting(ChangeLog::getPath).isEmpty();
  }

  @Test
  void tellsNoSecretsInItsHistoryConfigurationAndEnvironment() throws Exception {
    Stream<String> history =
        WATCHMAN.client().imageHistoryCmd(image()).exec().stream().map(ImageHistory::getCreatedBy);
    Stream<String> configured =
        Arrays.stream(Objects.requireNonNull(inspection().getConfig().getEnv()));
    Stream<String> ofImage =
        Stream.of(EngineDocument.read("/images/%s/json".formatted(image())).toString());
    Stream<String> ofContainer =
        Stream.of(EngineDocument.read("/containers/%s/json".formatted(container)).toString());
    Stream<String> running =
        WATCHMAN.beside(container, USER, "tr '\\0' '\\n' </proc/1/environ").lines();

    assertThat(Stream.of(history, configured, ofImage, ofContainer, running).flatMap(it -> it))
        .hasSizeGreaterThan(20)
        .noneMatch(line -> SECRETS.matcher(line).find());
  }

  /// What must not be in an image.
  private static final class Findings implements SavedImage.Visitor {
    private final String canary;
    private final List<String> tools = new ArrayList<>();
    private final List<String> privileged = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> deletions = new ArrayList<>();
    private int files;
    private int documents;

    /// @param canary text of what the build was given as a secret; may be empty
    Findings(String canary) {
      this.canary = canary;
    }

    @Override
    public void file(String path, TarArchiveEntry entry, byte[] content) {
      files++;
      if (path.substring(path.lastIndexOf('/') + 1).startsWith(".wh.")) {
        deletions.add(path);
      }
      if (TOOLS.matcher(path).matches()) {
        tools.add(path);
      }
      boolean writable = (entry.getMode() & 0002) != 0 && !path.equals("tmp/");
      if ((entry.getMode() & 06000) != 0 || (writable && !entry.isSymbolicLink())) {
        privileged.add(path);
      }
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if ((!isProgram(path) && SECRETS.matcher(text).find()) || hasCanary(text)) {
        secrets.add(path);
      }
    }

    @Override
    public void document(String json) {
      documents++;
      if (SECRETS.matcher(json).find() || hasCanary(json)) {
        secrets.add(json);
      }
    }

    private boolean hasCanary(String text) {
      return !canary.isEmpty() && text.contains(canary);
    }
  }

  /// Class files and libraries name the words, such as `token=`, that settings would have.
  private static boolean isProgram(String name) {
    return name.endsWith(".jar")
        || name.contains(".so")
        || name.endsWith(".aot")
        || name.endsWith("/modules")
        || name.contains("app/embedding/model/")
        || name.endsWith(".gguf");
  }

  /// A line of what the build was given as a secret.
  private static String lineOfTheCaBundle() throws IOException {
    String bundle = System.getenv("GANTRY_CA_BUNDLE");
    if (bundle == null) {
      return "";
    }
    return Files.readAllLines(Path.of(bundle)).stream()
        .filter(line -> line.length() == 64)
        .findFirst()
        .orElse("");
  }

  private static String image() {
    return inspection().getImageId();
  }

  private static InspectContainerResponse inspection() {
    return WATCHMAN.inspect(container);
  }

  private static HostConfig configuration() {
    return inspection().getHostConfig();
  }

  /// Lines of /proc/1/status, with single spaces.
  private static List<String> status(String... names) throws Exception {
    List<String> lines =
        WATCHMAN
            .beside(container, USER, "cat /proc/1/status")
            .lines()
            .map(line -> line.strip().replaceAll("\\s+", " "))
            .toList();
    return Arrays.stream(names)
        .map(
            name ->
                lines.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .findFirst()
                    .orElse(name + " is not there"))
        .toList();
  }
}
