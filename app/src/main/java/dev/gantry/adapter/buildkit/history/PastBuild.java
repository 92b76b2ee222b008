package dev.gantry.adapter.buildkit.history;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A finished build as the engine remembers it.
final class PastBuild {

  private final Provenance provenance;
  private final Map<StepId, Step> steps = new HashMap<>();

  PastBuild(Provenance provenance, List<Step> steps) {
    this.provenance = provenance;
    steps.forEach(step -> this.steps.put(step.id(), step));
  }

  /// A layer of the image that was built.
  ///
  /// @param chain digests of this layer and all below it, which identify it: the same digest may
  ///   come up in several places
  /// @param isBase whether it came with a base image
  record BuiltLayer(List<String> chain, boolean isBase, LayerOrigin origin) {
    BuiltLayer {
      chain = List.copyOf(chain);
    }

    /// Stands for this layer and all below it.
    Digest id() {
      return PastBuild.id(chain);
    }

    /// Whether its step has a duration that this build does not know.
    boolean lacksDuration() {
      return origin.cached() && !isBase;
    }

    BuiltLayer withDuration(Duration took) {
      return new BuiltLayer(
          chain,
          isBase,
          new LayerOrigin(
              origin.step(),
              origin.dockerfile(),
              origin.lines(),
              Optional.of(took),
              origin.cached()));
    }
  }

  /// The layers of the image from the bottom up, each with the operation that made it: the one
  /// whose result has the fewest layers above it. A base image brings several; its time counts for
  /// the uppermost.
  List<BuiltLayer> layers() {
    List<String> chain = provenance.exported().map(Provenance.Operation::layers).orElse(List.of());
    List<BuiltLayer> layers = new ArrayList<>();
    for (int height = 1; height <= chain.size(); height++) {
      List<String> upToHere = chain.subList(0, height);
      maker(chain, height)
          .map(made -> new BuiltLayer(upToHere, made.isSource(), origin(made, upToHere.size())))
          .ifPresent(layers::add);
    }
    return layers;
  }

  /// How long it took to make the layers that this build has made, by what stands for each and all
  /// below it.
  Map<Digest, Duration> times() {
    Map<Digest, Duration> times = new HashMap<>();
    for (Provenance.Operation operation : provenance.operations()) {
      if (!operation.isSource() && !operation.layers().isEmpty()) {
        took(operation.step()).ifPresent(took -> times.put(id(operation.layers()), took));
      }
    }
    return times;
  }

  private static Digest id(List<String> chain) {
    try {
      byte[] layers = String.join("\n", chain).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(layers);
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Provenance.Operation> maker(List<String> chain, int height) {
    return lowest(chain, height).map(operation -> beneath(operation, height));
  }

  /// An operation makes one layer at most. Those below it come from what it goes on from, also
  /// where the engine does not say which layers that has, as of a base image that it did not need
  /// itself.
  private Provenance.Operation beneath(Provenance.Operation operation, int height) {
    Optional<Provenance.Operation> base = operation.base().flatMap(this::operation);
    return operation.layers().size() > height && base.isPresent() && base.get().layers().isEmpty()
        ? base.get()
        : operation;
  }

  private Optional<Provenance.Operation> operation(StepId step) {
    return provenance.operations().stream().filter(it -> it.step().equals(step)).findFirst();
  }

  private Optional<Provenance.Operation> lowest(List<String> chain, int height) {
    return provenance.operations().stream()
        .filter(operation -> operation.layers().size() >= height)
        .filter(operation -> isPrefix(operation.layers(), chain))
        .min(
            Comparator.comparingInt((Provenance.Operation operation) -> operation.layers().size())
                .thenComparingInt(operation -> operation.lines().isPresent() ? 0 : 1));
  }

  private LayerOrigin origin(Provenance.Operation operation, int height) {
    Optional<Step> step = Optional.ofNullable(steps.get(operation.step()));
    boolean uppermost = operation.layers().size() == height;
    return new LayerOrigin(
        step.map(Step::name).orElse(operation.step().value()),
        operation.file(),
        operation.lines(),
        uppermost ? took(operation.step()) : Optional.empty(),
        step.filter(it -> it.state() instanceof StepState.Cached).isPresent());
  }

  private Optional<Duration> took(StepId id) {
    return Optional.ofNullable(steps.get(id))
        .map(Step::state)
        .flatMap(
            state ->
                state instanceof StepState.Done(_, _, Duration took)
                    ? Optional.of(took)
                    : Optional.empty());
  }

  private static boolean isPrefix(List<String> prefix, List<String> chain) {
    return prefix.size() <= chain.size() && chain.subList(0, prefix.size()).equals(prefix);
  }
}
