package dev.gantry.adapter.buildkit.plan;

import dev.gantry.adapter.buildkit.filesync.FileFilter;
import dev.gantry.adapter.buildkit.proto.llb.ExecOp;
import dev.gantry.adapter.buildkit.proto.llb.FileAction;
import dev.gantry.adapter.buildkit.proto.llb.FileActionCopy;
import dev.gantry.adapter.buildkit.proto.llb.FileOp;
import dev.gantry.adapter.buildkit.proto.llb.Mount;
import dev.gantry.adapter.buildkit.proto.llb.MountType;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import java.util.ArrayList;
import java.util.List;

/// What an operation takes of one of its inputs.
///
/// @param whole whether it counts whether the input is the same, and not only what is in it
/// @param filters the files that it takes; empty for all
record Taken(boolean whole, List<FileFilter> filters) {
  Taken {
    filters = List.copyOf(filters);
  }

  private static final Taken ALL = new Taken(true, List.of());

  /// @param input index of the operation's input
  static Taken of(Op operation, int input) {
    return switch (operation.getOpCase()) {
      case EXEC -> byMounts(operation.getExec(), input);
      case FILE -> byActions(operation.getFile(), input);
      case SOURCE, MERGE, OP_NOT_SET -> ALL;
    };
  }

  /// The paths as a text, to tell them from others.
  String paths() {
    return String.join(
        " ",
        filters.stream()
            .map(it -> it.follow() + " " + it.includes() + " " + it.excludes())
            .sorted()
            .toList());
  }

  /// BuildKit compares the content of a mount that the program cannot change, or whose changes are
  /// thrown away, but not of the root (`getMountDeps` in `solver/llbsolver/ops/exec.go`).
  private static Taken byMounts(ExecOp exec, int input) {
    List<FileFilter> filters = new ArrayList<>();
    for (Mount mount : exec.getMountsList()) {
      boolean hasFiles =
          mount.getMountType() == MountType.BIND || mount.getMountType() == MountType.CACHE;
      if (mount.getInput() == input && hasFiles) {
        boolean kept = !mount.getReadonly() && mount.getOutput() >= 0;
        if (kept || mount.getDest().equals("/")) {
          return ALL;
        }
        filters.add(below(mount.getSelector()));
      }
    }
    return new Taken(filters.isEmpty(), filters);
  }

  /// BuildKit compares the content of what is copied, unless the same input is also copied to
  /// (`CacheMap` in `solver/llbsolver/ops/file.go`).
  private static Taken byActions(FileOp file, int input) {
    List<FileFilter> filters = new ArrayList<>();
    for (FileAction action : file.getActionsList()) {
      if (action.getInput() == input) {
        return ALL;
      }
      if (action.hasCopy() && action.getSecondaryInput() == input) {
        filters.add(filter(action.getCopy()));
      }
    }
    return new Taken(filters.isEmpty(), filters);
  }

  private static FileFilter filter(FileActionCopy copy) {
    String source = relative(copy.getSrc());
    List<String> excluded =
        copy.getExcludePatternsList().stream().map(it -> join(source, it)).toList();
    return copy.getIncludePatternsCount() == 0
        ? new FileFilter(List.of(), excluded, List.of(source))
        : new FileFilter(
            copy.getIncludePatternsList().stream().map(it -> join(source, it)).toList(),
            excluded,
            List.of());
  }

  private static FileFilter below(String path) {
    return new FileFilter(List.of(), List.of(), List.of(relative(path)));
  }

  private static String relative(String path) {
    String relative = path.replaceFirst("^/+", "");
    return relative.isEmpty() ? "." : relative;
  }

  private static String join(String directory, String pattern) {
    return directory.equals(".") ? relative(pattern) : directory + "/" + relative(pattern);
  }
}
