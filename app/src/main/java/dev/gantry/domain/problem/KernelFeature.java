package dev.gantry.domain.problem;

/// What a container engine needs from the kernel.
public enum KernelFeature {
  /// The overlay file system, for layers.
  OVERLAY,
  /// Packet filter and address translation (iptables or nftables), for networks.
  PACKET_FILTER,
  /// Network bridges, for networks.
  BRIDGE,
  /// Control groups, for limits.
  CGROUPS,
  /// The rights to mount and to make namespaces, which an ordinary container lacks.
  PRIVILEGES
}
