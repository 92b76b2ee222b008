package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetTest {

  @Test
  void readsTheRoutesOfTheKernelWithoutTheDefaultRoute() {
    List<String> table =
        List.of(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
            "tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0");

    assertThat(Subnet.routes(table))
        .isEqualTo(List.of(Subnet.parse("192.0.2.0/24"), Subnet.parse("10.0.0.0/8")));
  }

  @Test
  void choosesARangeThatNothingElseUses() {
    Subnet first = Subnet.choose(5, List.of());

    assertThat(first).isEqualTo(Subnet.parse("10.133.0.0/16"));
    assertThat(Subnet.choose(5, List.of(Subnet.parse("10.133.7.0/24"))))
        .isEqualTo(Subnet.parse("10.134.0.0/16"));
  }

  @Test
  void leavesTheTensWhereAPrivateNetworkHasThemAll() {
    assertThat(Subnet.choose(5, List.of(Subnet.parse("10.0.0.0/8"))).toString()).startsWith("172.");
  }

  @Test
  void takesSeedsOfAnySign() {
    assertThat(Subnet.choose(Integer.MIN_VALUE, List.of()).prefix()).isEqualTo(16);
  }

  @Test
  void knowsWhatIsInIt() {
    Subnet subnet = Subnet.parse("10.133.0.0/16");

    assertThat(subnet.contains(Subnet.parse("10.133.255.1/32").address())).isTrue();
    assertThat(subnet.contains(Subnet.parse("10.134.0.1/32").address())).isFalse();
    assertThat(subnet.part(1 << 15, 17)).hasToString("10.133.128.0/17");
    assertThat(subnet.part(0, 24).host(1)).isEqualTo("10.133.0.1/24");
  }
}
