package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The tables were recorded from dockerd 28.5.2 with one published container.
class RuleCleanupTest {

  private static final Set<String> BRIDGES = Set.of("gantry-0eaf7aa1", "br-cdb465a9c29d");
  private static final Subnet SUBNET = Subnet.parse("10.201.0.0/16");

  private static final List<String> NAT =
      List.of(
          "-P POSTROUTING ACCEPT",
          "-N DOCKER",
          "-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
          "-A POSTROUTING -s 10.201.128.0/24 ! -o br-cdb465a9c29d -j MASQUERADE",
          "-A POSTROUTING -s 10.0.0.0/8 -o eth0 -j MASQUERADE",
          "-A DOCKER -i gantry-0eaf7aa1 -j RETURN");

  @Test
  void removesChainsAndWhatLeadsToThem() {
    assertThat(daemon(Set.of()).commands(NAT))
        .isEqualTo(
            commands(
                "-D PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
                "-D POSTROUTING -s 10.201.128.0/24 ! -o br-cdb465a9c29d -j MASQUERADE",
                "-F DOCKER",
                "-X DOCKER"));
  }

  @Test
  void keepsChainsThatWereThereBefore() {
    assertThat(daemon(Set.of("DOCKER")).commands(NAT))
        .isEqualTo(
            commands(
                "-D POSTROUTING -s 10.201.128.0/24 ! -o br-cdb465a9c29d -j MASQUERADE",
                "-D DOCKER -i gantry-0eaf7aa1 -j RETURN"));
  }

  @Test
  void removesTheGuardsOfPublishedPorts() {
    List<String> raw =
        List.of(
            "-A PREROUTING -d 10.201.128.2/32 ! -i br-cdb465a9c29d -j DROP",
            "-A PREROUTING -d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 32768 -j DROP",
            "-A PREROUTING -d 127.0.0.0/8 ! -i lo -j DROP");

    assertThat(daemon(Set.of()).commands(raw))
        .isEqualTo(
            commands(
                "-D PREROUTING -d 10.201.128.2/32 ! -i br-cdb465a9c29d -j DROP",
                "-D PREROUTING -d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 32768 -j DROP"));
  }

  @Test
  void leavesAnotherDaemonsRulesAloneWhenOnlyItsOwnChainIsMeant() {
    List<String> filter =
        List.of(
            "-N DOCKER-FORWARD",
            "-N GANTRY-0EAF7AA1",
            "-A FORWARD -j GANTRY-0EAF7AA1",
            "-A FORWARD -j DOCKER-FORWARD",
            "-A DOCKER-FORWARD -i docker0 -j ACCEPT",
            "-A PREROUTING -d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 80 -j DROP");

    assertThat(
            new RuleCleanup("GANTRY-0EAF7AA1", Set.of(), BRIDGES, SUBNET, false).commands(filter))
        .isEqualTo(
            commands("-D FORWARD -j GANTRY-0EAF7AA1", "-F GANTRY-0EAF7AA1", "-X GANTRY-0EAF7AA1"));
  }

  private static RuleCleanup daemon(Set<String> kept) {
    return new RuleCleanup("DOCKER", kept, BRIDGES, SUBNET, true);
  }

  private static List<List<String>> commands(String... lines) {
    return List.of(lines).stream().map(line -> List.of(line.split(" ", -1))).toList();
  }
}
