package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a start found and changed in the machine's network, so that the stop can undo it, perhaps
/// in another process and after a crash.
///
/// @param subnet the engine's addresses
/// @param rules who looks after the packet filter
/// @param enabledForwarding whether the start switched on the forwarding of packets
/// @param foreignChains chains of dockerd's name that were there before
record NetworkState(
    Subnet subnet, Rules rules, boolean enabledForwarding, Set<String> foreignChains) {

  /// Who looks after the packet filter.
  enum Rules {
    /// dockerd, as usual.
    DAEMON,
    /// Gantry, because another dockerd is at work: two of them overwrite each other's rules.
    GANTRY
  }

  NetworkState {
    foreignChains = Set.copyOf(foreignChains);
  }

  static Optional<NetworkState> read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return Optional.of(
        new NetworkState(
            Subnet.parse(properties.getProperty("subnet")),
            Rules.valueOf(properties.getProperty("rules")),
            Boolean.parseBoolean(properties.getProperty("enabled.forwarding")),
            Arrays.stream(properties.getProperty("foreign.chains").split(" ", -1))
                .filter(chain -> !chain.isEmpty())
                .collect(Collectors.toUnmodifiableSet())));
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("subnet", subnet.toString());
    properties.setProperty("rules", rules.name());
    properties.setProperty("enabled.forwarding", Boolean.toString(enabledForwarding));
    properties.setProperty("foreign.chains", String.join(" ", new TreeSet<>(foreignChains)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      properties.store(writer, "written by a start, read by the stop");
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The bridge's own part of the addresses.
  Subnet bridgeSubnet() {
    return subnet.part(0, 24);
  }

  /// The part that the engine takes networks from.
  Subnet pool() {
    return subnet.part(1 << 15, 17);
  }
}
