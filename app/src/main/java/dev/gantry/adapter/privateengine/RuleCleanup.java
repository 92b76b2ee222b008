package dev.gantry.adapter.privateengine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds what dockerd left in a table of the packet filter: it removes neither its chains nor the
/// rules that lead to them when it ends, and when it is killed not even those of its containers.
///
/// @param chainPrefix what the names of chains to remove begin with
/// @param kept chains that were there before
/// @param interfaces the engine's bridges
/// @param subnet the engine's addresses
/// @param daemon whether the rules of dockerd are meant, which name neither in one case: where a
///   port is published to the loopback address, packets to it from outside are dropped
record RuleCleanup(
    String chainPrefix, Set<String> kept, Set<String> interfaces, Subnet subnet, boolean daemon) {

  private static final Pattern LOOPBACK_GUARD =
      Pattern.compile("-A PREROUTING -d 127\\S+ ! -i lo -p (\\w+) -m \\1 --dport \\d+ -j DROP");

  private static final Set<String> INTERFACE_OPTIONS = Set.of("-i", "-o");
  private static final Set<String> ADDRESS_OPTIONS = Set.of("-s", "-d");
  private static final Set<String> TARGET_OPTIONS = Set.of("-j", "-g");

  RuleCleanup {
    kept = Set.copyOf(kept);
    interfaces = Set.copyOf(interfaces);
  }

  /// The commands that clean the table, each as arguments for iptables, in a working order.
  ///
  /// @param rules the table as `iptables --list-rules` prints it
  List<List<String>> commands(List<String> rules) {
    Set<String> chains = chains(rules);
    chains.removeAll(kept);
    List<List<String>> commands = new ArrayList<>();
    for (String rule : rules) {
      List<String> words = List.of(rule.split(" ", -1));
      if (words.size() > 2
          && words.getFirst().equals("-A")
          && !chains.contains(words.get(1))
          && (leadsTo(chains, words) || isOfEngine(words) || isGuard(rule))) {
        List<String> deletion = new ArrayList<>(words);
        deletion.set(0, "-D");
        commands.add(List.copyOf(deletion));
      }
    }
    chains.forEach(chain -> commands.add(List.of("-F", chain)));
    chains.forEach(chain -> commands.add(List.of("-X", chain)));
    return commands;
  }

  /// The chains of the prefix in a table, those to keep as well.
  Set<String> chains(List<String> rules) {
    Set<String> chains = new LinkedHashSet<>();
    for (String rule : rules) {
      if (rule.startsWith("-N " + chainPrefix)) {
        chains.add(rule.substring(3).strip());
      }
    }
    return chains;
  }

  private static boolean leadsTo(Set<String> chains, List<String> words) {
    return pairs(words)
        .anyMatch(pair -> TARGET_OPTIONS.contains(pair.option()) && chains.contains(pair.value()));
  }

  private boolean isOfEngine(List<String> words) {
    return pairs(words)
        .anyMatch(
            pair ->
                (INTERFACE_OPTIONS.contains(pair.option()) && interfaces.contains(pair.value()))
                    || (ADDRESS_OPTIONS.contains(pair.option())
                        && pair.value().matches("\\d+(\\.\\d+){3}/\\d+")
                        && isInside(Subnet.parse(pair.value()))));
  }

  private boolean isGuard(String rule) {
    return daemon && LOOPBACK_GUARD.matcher(rule).matches();
  }

  private boolean isInside(Subnet other) {
    return other.prefix() >= subnet.prefix() && subnet.overlaps(other);
  }

  private static Stream<Pair> pairs(List<String> words) {
    return IntStream.range(0, words.size() - 1)
        .mapToObj(i -> new Pair(words.get(i), words.get(i + 1)));
  }

  private record Pair(String option, String value) {}
}
