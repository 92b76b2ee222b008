package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.ClassSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What is swapped while the server runs, and what stays. This is the only place that says so.
///
/// The packages named here are swapped: they answer calls, and have no state that outlives a call.
/// All others stay, because they hold the model, its native library, the collections, the socket,
/// or values that such parts hold. What stays must not name what is swapped, or it would go on with
/// the classes of the start; it knows it by [dev.gantry.llm.server.Services] only.
public final class HotCode {
  /// Made anew for every swap, with the [dev.gantry.llm.server.ServerParts].
  static final String ENTRY = "dev.gantry.llm.rpc.RpcServices";

  private static final List<String> PACKAGES =
      List.of("dev.gantry.llm.rpc", "dev.gantry.llm.schema");

  /// The entry of production, which is not used here.
  private static final String OTHER_ENTRY = "dev.gantry.llm.Main";

  private HotCode() {}

  /// Whether a class is swapped.
  public static boolean isHot(String className) {
    int dot = className.lastIndexOf('.');
    return dot > 0 && PACKAGES.contains(className.substring(0, dot));
  }

  /// Whether a resource is swapped: one that lies beside classes that are.
  static boolean isHotResource(String path) {
    return isHot(path.substring(0, path.lastIndexOf('/') + 1).replace('/', '.') + "resource");
  }

  /// Why a program cannot be swapped: a class that stays names one that does not.
  public static Optional<String> obstacle(ClassSet classes) {
    for (String name : classes.bytes().keySet()) {
      if (!isHot(name) && !name.equals(OTHER_ENTRY)) {
        SortedSet<String> used = classes.usedBy(name);
        used.removeIf(other -> !isHot(other));
        if (!used.isEmpty()) {
          return Optional.of("%s stays, but uses %s".formatted(name, used.first()));
        }
      }
    }
    return Optional.empty();
  }
}
