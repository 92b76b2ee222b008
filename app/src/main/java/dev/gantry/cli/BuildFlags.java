package dev.gantry.cli;

import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinitionBuilder;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that change how targets are built, with the names and the syntax of `docker buildx
/// build`. They come on top of what the compose file says; a list grows, and a single value is
/// replaced.
final class BuildFlags {
  @Option(
      names = "--no-cache",
      paramLabel = "STAGE",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = {
        "Run every step again, or with --no-cache=STAGE those of a stage. May be repeated. The engine"
            + " empties the caches that these steps mount, too."
      })
  private List<String> noCache = List.of();

  @Option(names = "--pull", description = "Ask the registry for newer base images.")
  private boolean pull;

  @Option(
      names = {"--set", "--build-arg"},
      paramLabel = "KEY=VALUE",
      description = "Set a build argument. Without =VALUE, take it from the environment.")
  private List<String> args = List.of();

  @Option(
      names = "--target",
      paramLabel = "STAGE",
      description = "Build this stage of the Dockerfile.")
  private @Nullable String stage;

  @Option(
      names = "--build-context",
      paramLabel = "NAME=SOURCE",
      description = "A directory, image or repository that the Dockerfile may use by this name.")
  private List<String> contexts = List.of();

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "Let steps read a secret: id=ID,src=FILE or id=ID,env=VARIABLE.")
  private List<String> secrets = List.of();

  @Option(
      names = "--ssh",
      paramLabel = "AGENT",
      description =
          "Let steps use an SSH agent: default, ID, or ID=SOCKET; or keys: ID=FILE[,FILE].")
  private List<String> ssh = List.of();

  @Option(
      names = "--cache-from",
      paramLabel = "CACHE",
      description = "Take cache from there too, for example type=registry,ref=IMAGE.")
  private List<String> cacheFrom = List.of();

  @Option(
      names = "--cache-to",
      paramLabel = "CACHE",
      description = "Put the cache there, for example type=inline.")
  private List<String> cacheTo = List.of();

  @Option(
      names = {"--output", "-o"},
      paramLabel = "OUTPUT",
      description = {
        "Where the result goes: DIR, type=local,dest=DIR, type=tar,dest=FILE,"
            + " type=oci,dest=FILE, or type=docker for the engine (the default)."
      })
  private List<String> outputs = List.of();

  @Option(
      names = "--platform",
      paramLabel = "PLATFORM",
      split = ",",
      description = "Build for these platforms, for example linux/arm64.")
  private List<String> platforms = List.of();

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Put a label on the image.")
  private List<String> labels = List.of();

  @Option(
      names = {"--tag", "-t"},
      paramLabel = "NAME",
      description = "Give the image this name too.")
  private List<String> tags = List.of();

  @Option(
      names = "--provenance",
      paramLabel = "VALUE",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = "Store with the image how it was built: true, false, or mode=max.")
  private @Nullable String provenance;

  @Option(
      names = "--sbom",
      paramLabel = "VALUE",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = "Store with the image what is in it: true, false, or generator=IMAGE.")
  private @Nullable String sbom;

  /// Whether the result goes to files of this machine.
  boolean writesFiles() {
    return outputs.stream()
        .anyMatch(text -> !(OutputFlag.read(text, Path.of("")) instanceof BuildOutput.EngineImage));
  }

  /// What to run for a target.
  ///
  /// @param base what relative paths start from
  /// @param environment where values without a text come from
  /// @throws BuildFlagSyntax if an option is not well-formed
  BuildRequest request(BuildTarget target, Path base, Map<String, String> environment) {
    return new BuildRequest(
        named(changed(target, base, environment)),
        noCache(),
        pull,
        outputs.isEmpty()
            ? List.of(new BuildOutput.EngineImage())
            : outputs.stream().map(text -> OutputFlag.read(text, base)).toList());
  }

  /// The target with its further names, and with the stage of its Dockerfile; no other has these.
  private BuildTarget named(BuildTarget target) {
    BuildDefinitionBuilder definition = target.definition().but().tags(tags);
    Optional.ofNullable(stage).ifPresent(name -> definition.stage(Optional.of(name)));
    return target.with(definition.build());
  }

  /// The target with the options; what it uses of other targets changes with it.
  private BuildTarget changed(BuildTarget target, Path base, Map<String, String> environment) {
    Map<String, BuildTarget> needs = new HashMap<>();
    target.needs().forEach((service, it) -> needs.put(service, changed(it, base, environment)));
    return new BuildTarget(
        target.name(),
        target.mode(),
        target.service(),
        target.image(),
        definition(target.definition(), base, environment),
        needs);
  }

  private NoCache noCache() {
    if (noCache.isEmpty()) {
      return new NoCache.None();
    }
    return noCache.contains("") ? new NoCache.All() : new NoCache.Stages(noCache);
  }

  private BuildDefinition definition(
      BuildDefinition written, Path base, Map<String, String> environment) {
    BuildDefinitionBuilder definition =
        written
            .but()
            .args(pairs("--set", args, environment))
            .labels(pairs("--label", labels, Map.of()))
            .access(access(written.access(), base))
            .cache(cache(written.cache(), base))
            .attestations(attestations(written.attestations()));
    pairs("--build-context", contexts, Map.of())
        .forEach((name, source) -> definition.context(name, NamedContext.of(source, base)));
    return (platforms.isEmpty() ? definition : definition.platforms(platforms)).build();
  }

  private BuildAccess access(BuildAccess written, Path base) {
    Map<String, SecretSource> allSecrets = new HashMap<>(written.secrets());
    secrets.forEach(text -> SecretFlag.read(text, base, allSecrets));
    Map<String, SshSource> allAgents = new HashMap<>(written.ssh());
    for (String text : ssh) {
      String[] parts = text.split("=", 2);
      allAgents.put(
          parts[0],
          parts.length == 1
              ? new SshSource.UsersAgent()
              : new SshSource.Files(
                  List.of(parts[1].split(",")).stream().map(base::resolve).toList()));
    }
    return new BuildAccess(allSecrets, allAgents);
  }

  private CachePolicy cache(CachePolicy written, Path base) {
    List<CacheLocation> from = new ArrayList<>(written.from());
    cacheFrom.forEach(
        text -> from.add(cache("--cache-from", text, CacheLocation.source(text, base))));
    List<CacheLocation> to = new ArrayList<>(written.to());
    cacheTo.forEach(
        text -> to.add(cache("--cache-to", text, CacheLocation.destination(text, base))));
    return new CachePolicy(written.noCache(), written.pull(), from, to);
  }

  private static CacheLocation cache(String option, String text, Optional<CacheLocation> place) {
    return place.orElseThrow(
        () -> new BuildFlagSyntax(option, text, "an image, or type=TYPE,KEY=VALUE"));
  }

  private Attestations attestations(Attestations written) {
    return new Attestations(
        switched(provenance).or(written::provenance), switched(sbom).or(written::sbom));
  }

  /// Without a value it is switched on.
  private static Optional<String> switched(@Nullable String value) {
    return Optional.ofNullable(value).map(text -> text.isEmpty() ? "true" : text);
  }

  /// A key without a value is taken from the environment, and left out if it is not there.
  private static Map<String, String> pairs(
      String option, List<String> texts, Map<String, String> environment) {
    Map<String, String> pairs = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals > 0) {
        pairs.put(text.substring(0, equals), text.substring(equals + 1));
      } else if (equals == 0 || text.isEmpty() || !option.equals("--set")) {
        throw new BuildFlagSyntax(option, text, "KEY=VALUE");
      } else if (environment.containsKey(text)) {
        pairs.put(text, environment.getOrDefault(text, ""));
      }
    }
    return pairs;
  }
}
