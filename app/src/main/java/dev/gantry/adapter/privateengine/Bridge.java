package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Network bridges, made and removed with `ip`.
final class Bridge {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final ProcessRunner runner;
  private final Command ip;

  /// Works with a version of the program.
  ///
  /// @param ip the program, possibly with a first argument as busybox wants it
  Bridge(ProcessRunner runner, Command ip) {
    this.runner = runner;
    this.ip = ip;
  }

  /// Makes the bridge if it is not there and switches it on.
  ///
  /// It gets a hardware address of its own. Left to itself, a bridge takes the lowest of its ports,
  /// and with that another one whenever a container comes or goes; the others then send to the old
  /// one until their ARP caches have forgotten it, which takes up to a minute.
  ///
  /// @param address with prefix, for example `10.140.0.1/24`
  void provide(String name, String address) throws IOException, InterruptedException {
    if (!exists(name)) {
      run("link", "add", "name", name, "type", "bridge");
    }
    run("link", "set", "dev", name, "address", hardwareAddress(address));
    if (!within(Subnet.parse(address), name::equals).contains(name)) {
      run("addr", "add", address, "dev", name);
    }
    run("link", "set", "dev", name, "up");
  }

  /// Removes an interface; nothing happens when it is not there.
  void remove(String name) throws IOException, InterruptedException {
    if (exists(name)) {
      run("link", "delete", "dev", name);
    }
  }

  /// The interfaces that have an address of the range and a name that fits. Asked of the kernel,
  /// not read from `/sys`, which may show those of another network namespace.
  static Set<String> within(Subnet subnet, Predicate<String> names) throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(each -> names.test(each.getName()))
        .filter(each -> each.getInterfaceAddresses().stream().anyMatch(a -> isIn(subnet, a)))
        .map(NetworkInterface::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A locally administered address (IEEE 802, 02 in front) that no other bridge of this machine
  /// has, since it has the IPv4 address in it.
  private static String hardwareAddress(String address) {
    String ipv4 = address.substring(0, address.indexOf('/'));
    return "02:42:"
        + HexFormat.ofDelimiter(":").formatHex(Inet4Address.ofLiteral(ipv4).getAddress());
  }

  private boolean exists(String name) throws IOException, InterruptedException {
    return runner.run(ip.plus("link", "show", "dev", name), DEADLINE).isSuccess();
  }

  private static boolean isIn(Subnet subnet, InterfaceAddress address) {
    return address.getAddress() instanceof Inet4Address ipv4
        && subnet.contains(Integer.toUnsignedLong(ByteBuffer.wrap(ipv4.getAddress()).getInt()));
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    CommandResult result = runner.run(ip.plus(List.of(arguments)), DEADLINE);
    if (!result.isSuccess()) {
      String said = result.failureText();
      throw new GantryException(
          new Problem.KernelFeatureMissing(
              KernelCheck.isAboutRights(said) ? KernelFeature.PRIVILEGES : KernelFeature.BRIDGE,
              said));
    }
  }
}
