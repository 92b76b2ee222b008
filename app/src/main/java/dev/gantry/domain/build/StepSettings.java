package dev.gantry.domain.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the programs see that the steps of a build run.
///
/// @param network `none`, `host`, or empty for what the engine gives
/// @param extraHosts names to their addresses
/// @param sharedMemoryBytes size of `/dev/shm`
/// @param ulimits limits by the name that `ulimit` has for them, for example `nofile`
/// @param entitlements privileges, for example `security.insecure`
/// @param isolation technology that separates steps on Windows
public record StepSettings(
    Optional<String> network,
    List<ExtraHost> extraHosts,
    OptionalLong sharedMemoryBytes,
    Map<String, Ulimit> ulimits,
    Set<String> entitlements,
    Optional<String> isolation) {
  /// What the engine gives.
  public static final StepSettings DEFAULT =
      new StepSettings(
          Optional.empty(), List.of(), OptionalLong.empty(), Map.of(), Set.of(), Optional.empty());

  public StepSettings {
    extraHosts = List.copyOf(extraHosts);
    ulimits = Map.copyOf(ulimits);
    entitlements = Set.copyOf(entitlements);
  }

  /// A name that resolves to an address; `host-gateway` stands for this machine.
  public record ExtraHost(String name, String address) {}

  /// A limit; -1 is none.
  public record Ulimit(long soft, long hard) {}
}
