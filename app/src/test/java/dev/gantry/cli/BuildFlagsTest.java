package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.build.SshSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class BuildFlagsTest {

  private static final Path BASE = Path.of("/project");
  private static final BuildTarget TARGET =
      new BuildTarget(
          "prod",
          "prod",
          "web",
          "web:1",
          BuildDefinition.of(Path.of("/p"), Path.of("/p/Dockerfile"))
              .args(Map.of("A", "1", "B", "2"))
              .tags(List.of("web:1"))
              .platforms(List.of("linux/amd64"))
              .attestations(new Attestations(Optional.of("false"), Optional.empty()))
              .build());

  @Test
  void changesNothingWithoutFlags() {
    assertThat(read()).isEqualTo(BuildRequest.of(TARGET));
  }

  @Test
  void putsFlagsOnTopOfWhatTheComposeFileSays() {
    BuildRequest request =
        read(
            "--set=B=3",
            "--build-arg",
            "HOME",
            "--set",
            "NOT_SET",
            "--label=l=v=w",
            "-t",
            "web:2",
            "--platform=linux/arm64,linux/riscv64",
            "--target=s",
            "--pull",
            "--build-context=lib=../lib",
            "--ssh=default",
            "--ssh=k=agent.sock",
            "--secret=id=f,src=token",
            "--secret",
            "id=e,env=TOKEN",
            "--secret=id=HOME",
            "--cache-from=base:1",
            "--cache-to=type=local,dest=cache",
            "--provenance=mode=max",
            "--sbom");

    assertThat(request.pull()).isTrue();
    assertThat(request.target().definition())
        .isEqualTo(
            BuildDefinition.of(Path.of("/p"), Path.of("/p/Dockerfile"))
                .args(Map.of("A", "1", "B", "3", "HOME", "/home/ada"))
                .labels(Map.of("l", "v=w"))
                .tags(List.of("web:1", "web:2"))
                .platforms(List.of("linux/arm64", "linux/riscv64"))
                .stage(Optional.of("s"))
                .context("lib", new NamedContext.Directory(Path.of("/lib")))
                .access(
                    new BuildAccess(
                        Map.of(
                            "f", new SecretSource.FromFile(Path.of("/project/token")),
                            "e", new SecretSource.FromEnvironment("TOKEN"),
                            "HOME", new SecretSource.FromEnvironment("HOME")),
                        Map.of(
                            "default", new SshSource.UsersAgent(),
                            "k", new SshSource.Files(List.of(Path.of("/project/agent.sock"))))))
                .cache(
                    new CachePolicy(
                        new NoCache.None(),
                        false,
                        List.of(new CacheLocation("registry", Map.of("ref", "base:1"))),
                        List.of(new CacheLocation("local", Map.of("dest", "/project/cache")))))
                .attestations(new Attestations(Optional.of("mode=max"), Optional.of("true")))
                .build());
  }

  @Test
  void changesAlsoWhatTheTargetUsesOfOthers() {
    BuildTarget base = new BuildTarget("prod/base", "prod", "base", "base:1", TARGET.definition());
    BuildTarget top =
        new BuildTarget("prod", "prod", "web", "web:1", TARGET.definition(), Map.of("base", base));
    Words words = new Words();
    new CommandLine(words).parseArgs("--set=B=3", "--target=s", "-t", "web:2");

    BuildTarget changed = words.flags.request(top, BASE, Map.of()).target();

    assertThat(changed.definition().stage()).contains("s");
    assertThat(changed.needs().get("base"))
        .isEqualTo(base.with(TARGET.definition().but().args(Map.of("B", "3")).build()));
  }

  @Test
  void runsStagesAgainOrAll() {
    assertThat(read().noCache()).isEqualTo(new NoCache.None());
    assertThat(read("--no-cache=a", "--no-cache=b").noCache())
        .isEqualTo(new NoCache.Stages(List.of("a", "b")));
    assertThat(read("--no-cache").noCache()).isEqualTo(new NoCache.All());
    assertThat(read("--no-cache", "--no-cache=a").noCache()).isEqualTo(new NoCache.All());
  }

  @Test
  void takesTheNextWordForATargetAndNotForAStage() {
    Words words = new Words();
    new CommandLine(words).parseArgs("--no-cache", "prod", "--sbom", "dev");

    assertThat(words.names).isEqualTo(List.of("prod", "dev"));
    assertThat(request(words.flags).noCache()).isEqualTo(new NoCache.All());
  }

  @Test
  void readsWhereTheResultGoes() {
    assertThat(
            read(
                    "-o",
                    "out",
                    "--output=type=local,dest=/abs",
                    "--output=type=tar,dest=a.tar",
                    "--output=type=oci,dest=i.tar",
                    "--output=type=docker")
                .outputs())
        .isEqualTo(
            List.of(
                new BuildOutput.LocalDirectory(Path.of("/project/out")),
                new BuildOutput.LocalDirectory(Path.of("/abs")),
                new BuildOutput.Tar(Path.of("/project/a.tar")),
                new BuildOutput.OciArchive(Path.of("/project/i.tar")),
                new BuildOutput.EngineImage()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --set= | "'--set': '' is not KEY=VALUE"
          --set==x | "'--set': '=x' is not KEY=VALUE"
          --label=x | "'--label': 'x' is not KEY=VALUE"
          --build-context=x | "'--build-context': 'x' is not KEY=VALUE"
          --secret=x | "'--secret': 'x' is not id=ID,src=FILE or id=ID,env=VARIABLE"
          --secret=src=x | "'--secret': 'src=x' is not id=ID,src=FILE or id=ID,env=VARIABLE"
          --cache-to=a,b | "'--cache-to': 'a,b' is not an image, or type=TYPE,KEY=VALUE"
          --cache-from=src=b | "'--cache-from': 'src=b' is not an image, or type=TYPE,KEY=VALUE"
          """)
  void explainsWhatWouldBeRight(String argument, String message) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(BuildFlagSyntax.class)
        .hasMessage("Invalid value for option " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "type=tar", "type=tar,dest=-", "type=zip,dest=x", "dest=x", "a=b"})
  void refusesDestinationsThatItDoesNotKnow(String output) {
    assertThatThrownBy(() -> read("--output=" + output))
        .isInstanceOf(BuildFlagSyntax.class)
        .hasMessageStartingWith("Invalid value for option '--output': '" + output + "' is not DIR");
  }

  private static BuildRequest read(String... arguments) {
    Words words = new Words();
    new CommandLine(words).parseArgs(arguments);
    return request(words.flags);
  }

  private static BuildRequest request(BuildFlags flags) {
    return flags.request(TARGET, BASE, Map.of("HOME", "/home/ada"));
  }

  @Command
  private static final class Words {
    @Mixin private final BuildFlags flags = new BuildFlags();
    @Parameters private List<String> names = List.of();
  }
}
