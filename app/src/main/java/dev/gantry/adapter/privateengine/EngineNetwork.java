package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.NetworkState.Rules;
import dev.gantry.adapter.privateengine.PacketFilter.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The engine's part of the machine's network: a bridge, a range of addresses, packet forwarding,
/// and rules that let containers out.
final class EngineNetwork {

  /// All chains of dockerd begin so.
  private static final String DAEMON_CHAINS = "DOCKER";

  /// The bridges of networks that people make.
  private static final String NETWORK_BRIDGES = "br-";

  private static final List<String> TABLES = List.of("filter", "nat", "raw", "mangle");
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");

  private final EngineHome home;
  private final PacketFilter filter;
  private final Bridge bridge;

  EngineNetwork(EngineHome home, PacketFilter filter, Bridge bridge) {
    this.home = home;
    this.filter = filter;
    this.bridge = bridge;
  }

  /// Prepares the network for a start.
  ///
  /// @param hasRival whether another dockerd is at work here
  NetworkState setUp(boolean hasRival) throws IOException, InterruptedException {
    // there is one after a crash only; it knows the state before the engine's first change
    Optional<NetworkState> crashed = NetworkState.read(home.networkState());
    Subnet subnet = subnet();
    Rules rules = hasRival ? Rules.GANTRY : Rules.DAEMON;
    boolean forwards = Files.readString(FORWARDING).strip().equals("1");
    NetworkState state =
        new NetworkState(
            subnet,
            rules,
            !forwards || crashed.map(NetworkState::enabledForwarding).orElse(false),
            crashed.isPresent() ? crashed.get().foreignChains() : daemonChains());
    state.write(home.networkState());
    if (!forwards) {
      // before dockerd does: it would also make the machine drop what it forwards for others
      Files.writeString(FORWARDING, "1");
    }
    filter.linkInto(home.programs());
    bridge.provide(home.name(), state.bridgeSubnet().host(1));
    if (rules == Rules.GANTRY) {
      addOwnRules(subnet);
    }
    return state;
  }

  /// Removes what a start and the daemon put into the machine's network.
  ///
  /// @param networkBridges bridges of the engine's networks, as far as the engine could tell
  /// @param hasRival whether another dockerd is at work here
  void tearDown(Set<String> networkBridges, boolean hasRival)
      throws IOException, InterruptedException {
    Optional<NetworkState> written = NetworkState.read(home.networkState());
    if (written.isEmpty()) {
      bridge.remove(home.name());
      return;
    }
    NetworkState state = written.get();
    Set<String> bridges = new HashSet<>(networkBridges);
    bridges.addAll(Bridge.within(state.subnet(), name -> name.startsWith(NETWORK_BRIDGES)));
    bridges.add(home.name());
    clean(new RuleCleanup(ownChain(), Set.of(), bridges, state.subnet(), false), Family.IPV4);
    if (state.rules() == Rules.DAEMON && !hasRival) {
      for (Family family : Family.values()) {
        clean(
            new RuleCleanup(DAEMON_CHAINS, state.foreignChains(), bridges, state.subnet(), true),
            family);
      }
    }
    for (String name : bridges) {
      bridge.remove(name);
    }
    if (state.enabledForwarding() && !hasRival) {
      Files.writeString(FORWARDING, "0");
    }
    Files.delete(home.networkState());
  }

  /// The same from start to start, as the engine's networks are.
  private Subnet subnet() throws IOException {
    Path file = home.subnet();
    if (Files.exists(file)) {
      return Subnet.parse(Files.readString(file).strip());
    }
    Subnet chosen =
        Subnet.choose(home.data().hashCode(), Subnet.routes(Files.readAllLines(ROUTES)));
    Files.writeString(file, chosen + "\n");
    return chosen;
  }

  private void addOwnRules(Subnet subnet) throws IOException, InterruptedException {
    String own = ownChain();
    clean(new RuleCleanup(own, Set.of(), Set.of(), subnet, false), Family.IPV4);
    String range = subnet.toString();
    add("nat", "-N", own);
    add("nat", "-A", own, "-s", range, "!", "-d", range, "-j", "MASQUERADE");
    add("nat", "-A", "POSTROUTING", "-j", own);
    add("filter", "-N", own);
    add("filter", "-A", own, "-s", range, "-j", "ACCEPT");
    add(
        "filter",
        "-A",
        own,
        "-d",
        range,
        "-m",
        "conntrack",
        "--ctstate",
        "RELATED,ESTABLISHED",
        "-j",
        "ACCEPT");
    add("filter", "-I", "FORWARD", "1", "-j", own);
  }

  private void add(String table, String... arguments) throws IOException, InterruptedException {
    if (!filter.change(Family.IPV4, table, List.of(arguments))) {
      throw new IOException("iptables refused: -t " + table + " " + String.join(" ", arguments));
    }
  }

  private void clean(RuleCleanup cleanup, Family family) throws IOException, InterruptedException {
    for (String table : TABLES) {
      for (List<String> command : cleanup.commands(filter.rules(family, table))) {
        filter.change(family, table, command);
      }
    }
  }

  private Set<String> daemonChains() throws IOException, InterruptedException {
    Set<String> chains = new HashSet<>();
    for (String table : TABLES) {
      for (Family family : Family.values()) {
        for (String rule : filter.rules(family, table)) {
          if (rule.startsWith("-N " + DAEMON_CHAINS)) {
            chains.add(rule.substring(3).strip());
          }
        }
      }
    }
    return chains;
  }

  private String ownChain() {
    return home.name().toUpperCase(Locale.ROOT);
  }
}
