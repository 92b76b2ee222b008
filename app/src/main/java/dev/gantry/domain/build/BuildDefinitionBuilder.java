package dev.gantry.domain.build;

import dev.gantry.domain.build.BuildDefinition.RefusedOption;
import dev.gantry.domain.problem.BuildOptionObstacle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A [BuildDefinition] while it is put together. Methods add to what is there, except where they
/// say otherwise.
public final class BuildDefinitionBuilder {
  private final BuildContext context;
  private final Dockerfile dockerfile;
  private final Map<String, NamedContext> contexts = new HashMap<>();
  private final Map<String, String> args = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final List<RefusedOption> refused = new ArrayList<>();
  private Optional<String> stage = Optional.empty();
  private List<String> platforms = List.of();
  private BuildAccess access = BuildAccess.NONE;
  private CachePolicy cache = CachePolicy.DEFAULT;
  private StepSettings steps = StepSettings.DEFAULT;
  private Attestations attestations = Attestations.DEFAULT;

  BuildDefinitionBuilder(BuildContext context, Dockerfile dockerfile) {
    this.context = context;
    this.dockerfile = dockerfile;
  }

  BuildDefinitionBuilder(BuildDefinition definition) {
    this(definition.context(), definition.dockerfile());
    contexts.putAll(definition.contexts());
    args.putAll(definition.args());
    labels.putAll(definition.labels());
    tags.addAll(definition.tags());
    refused.addAll(definition.refused());
    stage = definition.stage();
    platforms = definition.platforms();
    access = definition.access();
    cache = definition.cache();
    steps = definition.steps();
    attestations = definition.attestations();
  }

  public BuildDefinitionBuilder context(String name, NamedContext source) {
    contexts.put(name, source);
    return this;
  }

  public BuildDefinitionBuilder args(Map<String, String> more) {
    args.putAll(more);
    return this;
  }

  public BuildDefinitionBuilder labels(Map<String, String> more) {
    labels.putAll(more);
    return this;
  }

  public BuildDefinitionBuilder tags(Collection<String> more) {
    tags.addAll(more);
    return this;
  }

  public BuildDefinitionBuilder refuse(String option, String value, BuildOptionObstacle obstacle) {
    refused.add(new RefusedOption(option, value, obstacle));
    return this;
  }

  /// Replaces the stage.
  public BuildDefinitionBuilder stage(Optional<String> name) {
    stage = name;
    return this;
  }

  /// Replaces the platforms.
  public BuildDefinitionBuilder platforms(List<String> names) {
    platforms = names;
    return this;
  }

  /// Replaces what the steps may ask for.
  public BuildDefinitionBuilder access(BuildAccess granted) {
    access = granted;
    return this;
  }

  /// Replaces the policy.
  public BuildDefinitionBuilder cache(CachePolicy policy) {
    cache = policy;
    return this;
  }

  /// Replaces the settings.
  public BuildDefinitionBuilder steps(StepSettings settings) {
    steps = settings;
    return this;
  }

  /// Replaces the wish.
  public BuildDefinitionBuilder attestations(Attestations wanted) {
    attestations = wanted;
    return this;
  }

  public BuildDefinition build() {
    return new BuildDefinition(
        context,
        dockerfile,
        contexts,
        stage,
        args,
        labels,
        List.copyOf(tags),
        platforms,
        access,
        cache,
        steps,
        attestations,
        refused);
  }
}
