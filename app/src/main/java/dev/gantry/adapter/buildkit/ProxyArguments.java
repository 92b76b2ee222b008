package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildRequest;
import java.util.Map;
import java.util.TreeMap;

/// Gives builds the user's proxies, as the Docker CLI does. BuildKit knows the arguments, in
/// capitals and not, and keeps them out of the image and of the keys of steps.
final class ProxyArguments {

  private ProxyArguments() {}

  /// The same build with those proxies that it does not name itself.
  static BuildRequest into(BuildRequest request, Map<String, String> proxies) {
    Map<String, String> missing = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    missing.putAll(proxies);
    missing.keySet().removeAll(request.target().definition().args().keySet());
    return missing.isEmpty()
        ? request
        : new BuildRequest(
            request.target().with(request.target().definition().but().args(missing).build()),
            request.noCache(),
            request.pull(),
            request.outputs());
  }
}
