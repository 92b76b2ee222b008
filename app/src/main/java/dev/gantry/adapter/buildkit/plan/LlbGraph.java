package dev.gantry.adapter.buildkit.plan;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.adapter.buildkit.proto.Range;
import dev.gantry.adapter.buildkit.proto.llb.Definition;
import dev.gantry.adapter.buildkit.proto.llb.Input;
import dev.gantry.adapter.buildkit.proto.llb.Location;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.adapter.buildkit.proto.llb.OpMetadata;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The operations of one or more plans, by the digest of their serialised form, which is what their
/// inputs name them by.
final class LlbGraph {
  private final SequencedMap<String, Op> operations = new LinkedHashMap<>();
  private final Map<String, OpMetadata> metadata = new HashMap<>();
  private final Map<String, LineRange> lines = new HashMap<>();

  /// @throws InvalidProtocolBufferException if an operation cannot be read
  LlbGraph(List<Definition> definitions) throws InvalidProtocolBufferException {
    for (Definition definition : definitions) {
      add(definition);
    }
  }

  private void add(Definition definition) throws InvalidProtocolBufferException {
    Map<String, Op> all = new HashMap<>();
    String last = "";
    for (ByteString serialised : definition.getDefList()) {
      last = digest(serialised);
      all.put(last, Op.parseFrom(serialised));
    }
    visit(last, all);
    metadata.putAll(definition.getMetadataMap());
    definition
        .getSource()
        .getLocationsMap()
        .forEach(
            (digest, places) ->
                range(places.getLocationsList()).ifPresent(range -> lines.put(digest, range)));
  }

  /// Puts an operation after its inputs.
  private void visit(String digest, Map<String, Op> all) {
    Op operation = all.get(digest);
    if (operation == null || operations.containsKey(digest)) {
      return;
    }
    operation.getInputsList().forEach(input -> visit(input.getDigest(), all));
    // the last one only names the result
    if (operation.getOpCase() != Op.OpCase.OP_NOT_SET || hasContent(operation)) {
      operations.put(digest, operation);
    }
  }

  /// Whether it is of a kind that is not known here.
  private static boolean hasContent(Op operation) {
    return operation.toBuilder().clearInputs().build().getSerializedSize() > 0;
  }

  /// Each after its inputs.
  SequencedMap<String, Op> operations() {
    return operations;
  }

  /// @throws IOException if the plan lacks it
  Op operation(Input input) throws IOException {
    Op operation = operations.get(input.getDigest());
    if (operation == null) {
      throw new IOException("the plan has no operation " + input.getDigest());
    }
    return operation;
  }

  /// What the engine will call the operation; its digest where the plan has no name for it.
  String name(String digest) {
    return Optional.ofNullable(metadata.get(digest))
        .map(it -> it.getDescriptionMap().get("llb.customname"))
        .orElse(digest);
  }

  boolean ignoresCache(String digest) {
    return Optional.ofNullable(metadata.get(digest)).filter(OpMetadata::getIgnoreCache).isPresent();
  }

  /// The instruction in the Dockerfile.
  Optional<LineRange> lines(String digest) {
    return Optional.ofNullable(lines.get(digest));
  }

  private static Optional<LineRange> range(List<Location> places) {
    List<Range> ranges = new ArrayList<>();
    places.forEach(place -> ranges.addAll(place.getRangesList()));
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LineRange(
                ranges.stream().mapToInt(it -> it.getStart().getLine()).min().orElseThrow(),
                ranges.stream().mapToInt(it -> it.getEnd().getLine()).max().orElseThrow()));
  }

  private static String digest(ByteString serialised) {
    return "sha256:"
        + HexFormat.of().formatHex(Fingerprint.start().digest(serialised.toByteArray()));
  }
}
