package dev.gantry.adapter.buildkit.plan;

import com.google.protobuf.ByteString;
import dev.gantry.adapter.buildkit.proto.Range;
import dev.gantry.adapter.buildkit.proto.llb.Definition;
import dev.gantry.adapter.buildkit.proto.llb.ExecOp;
import dev.gantry.adapter.buildkit.proto.llb.FileAction;
import dev.gantry.adapter.buildkit.proto.llb.FileActionCopy;
import dev.gantry.adapter.buildkit.proto.llb.FileOp;
import dev.gantry.adapter.buildkit.proto.llb.Input;
import dev.gantry.adapter.buildkit.proto.llb.Location;
import dev.gantry.adapter.buildkit.proto.llb.Locations;
import dev.gantry.adapter.buildkit.proto.llb.Meta;
import dev.gantry.adapter.buildkit.proto.llb.Mount;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.adapter.buildkit.proto.llb.OpMetadata;
import dev.gantry.adapter.buildkit.proto.llb.SourceOp;
import dev.gantry.domain.plan.Fingerprint;
import java.util.HexFormat;
import java.util.List;

/// A plan in the messages of an engine, made by hand. Operations are known by their digests.
final class TestPlan {
  private final Definition.Builder definition = Definition.newBuilder();

  Definition definition() {
    return definition.build();
  }

  String add(Op operation) {
    definition.addDef(operation.toByteString());
    return digest(operation);
  }

  /// What an engine puts last.
  void result(String digest) {
    add(inputs(List.of(digest)).build());
  }

  /// @param attributes names and values in turn
  String source(String identifier, String... attributes) {
    SourceOp.Builder source = SourceOp.newBuilder().setIdentifier(identifier);
    for (int i = 0; i < attributes.length; i += 2) {
      source.putAttrs(attributes[i], attributes[i + 1]);
    }
    return add(Op.newBuilder().setSource(source).build());
  }

  void describe(String digest, String name, boolean ignoreCache) {
    definition.putMetadata(
        digest,
        OpMetadata.newBuilder()
            .putDescription("llb.customname", name)
            .setIgnoreCache(ignoreCache)
            .build());
  }

  void locate(String digest, Range... ranges) {
    Locations.Builder locations = Locations.newBuilder();
    for (Range range : ranges) {
      locations.addLocations(Location.newBuilder().addRanges(range));
    }
    definition.getSourceBuilder().putLocations(digest, locations.build());
  }

  /// A program on the first of its inputs.
  static Op run(List<String> inputs, String program) {
    return inputs(inputs)
        .setExec(
            ExecOp.newBuilder()
                .setMeta(Meta.newBuilder().addArgs(program))
                .addMounts(Mount.newBuilder().setDest("/")))
        .build();
  }

  /// A program that sees an input which it cannot change.
  static Op runMounting(String input, String path) {
    return inputs(List.of(input))
        .setExec(
            ExecOp.newBuilder()
                .setMeta(Meta.newBuilder().addArgs("make"))
                .addMounts(Mount.newBuilder().setDest("/src").setReadonly(true).setSelector(path)))
        .build();
  }

  /// @param to what is copied to; empty for nothing
  static Op copy(String to, String from, String path) {
    List<String> inputs = to.isEmpty() ? List.of(from) : List.of(to, from);
    return inputs(inputs)
        .setFile(
            FileOp.newBuilder()
                .addActions(
                    FileAction.newBuilder()
                        .setInput(to.isEmpty() ? -1 : 0)
                        .setSecondaryInput(inputs.size() - 1)
                        .setCopy(FileActionCopy.newBuilder().setSrc(path).setDest("/app"))))
        .build();
  }

  static Op.Builder inputs(List<String> digests) {
    Op.Builder operation = Op.newBuilder();
    digests.forEach(digest -> operation.addInputs(Input.newBuilder().setDigest(digest)));
    return operation;
  }

  static String digest(Op operation) {
    ByteString bytes = operation.toByteString();
    return "sha256:" + HexFormat.of().formatHex(Fingerprint.start().digest(bytes.toByteArray()));
  }
}
