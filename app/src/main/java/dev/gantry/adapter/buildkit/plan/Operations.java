package dev.gantry.adapter.buildkit.plan;

import com.google.protobuf.Message;
import dev.gantry.adapter.buildkit.proto.llb.ExecOp;
import dev.gantry.adapter.buildkit.proto.llb.FileAction;
import dev.gantry.adapter.buildkit.proto.llb.FileOp;
import dev.gantry.adapter.buildkit.proto.llb.HostIP;
import dev.gantry.adapter.buildkit.proto.llb.Meta;
import dev.gantry.adapter.buildkit.proto.llb.Mount;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.domain.plan.Fingerprint;
import java.util.SortedMap;
import java.util.TreeMap;

/// Takes an operation apart into what BuildKit's cache keys are made of, apart from the inputs.
/// What those leave out is left out: values of proxies, addresses of hosts, and where things lie
/// that are compared by their content (`CacheMap` of the operations in `solver/llbsolver/ops`).
final class Operations {
  private Operations() {}

  static SortedMap<String, String> parts(Op operation) {
    SortedMap<String, String> parts = new TreeMap<>();
    Op.Builder rest = operation.toBuilder().clearInputs();
    switch (operation.getOpCase()) {
      case EXEC -> rest.setExec(exec(operation.getExec(), parts));
      case FILE -> rest.setFile(file(operation.getFile(), operation.getInputsCount()));
      case SOURCE, MERGE, OP_NOT_SET -> {}
    }
    put(parts, "rest", rest.build());
    return parts;
  }

  /// The words that BuildKit has for the result of a program, in the list of what its cache holds.
  static String description(ExecOp exec) {
    return "mount / from exec " + String.join(" ", exec.getMeta().getArgsList());
  }

  private static ExecOp exec(ExecOp exec, SortedMap<String, String> parts) {
    Meta meta = exec.getMeta();
    parts.put("command", Fingerprint.of(String.join("\0", meta.getArgsList())));
    parts.put("directory", Fingerprint.of(meta.getCwd()));
    for (String variable : meta.getEnvList()) {
      String[] parted = variable.split("=", 2);
      parts.put("env " + parted[0], Fingerprint.of(parted.length > 1 ? parted[1] : ""));
    }
    ExecOp.Builder rest = exec.toBuilder();
    rest.getMetaBuilder().clearArgs().clearEnv().clearCwd().clearProxyEnv();
    rest.getMetaBuilder().getExtraHostsBuilderList().forEach(HostIP.Builder::clearIp);
    rest.getMountsBuilderList().forEach(Mount.Builder::clearSelector);
    return rest.build();
  }

  private static FileOp file(FileOp file, int inputs) {
    FileOp.Builder rest = file.toBuilder();
    for (FileAction.Builder action : rest.getActionsBuilderList()) {
      boolean copiesInput =
          action.hasCopy()
              && action.getSecondaryInput() >= 0
              && action.getSecondaryInput() < inputs;
      if (copiesInput) {
        String source = action.getCopy().getSrc();
        action.getCopyBuilder().setSrc(source.substring(source.lastIndexOf('/') + 1));
      }
    }
    return rest.build();
  }

  private static void put(SortedMap<String, String> parts, String name, Message value) {
    parts.put(name, Fingerprint.of(value.toByteArray()));
  }
}
