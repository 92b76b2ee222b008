package dev.gantry.adapter.privateengine;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A range of IPv4 addresses, for example `10.140.0.0/16`.
///
/// @param address the first address, as an unsigned 32-bit number
/// @param prefix number of fixed bits, 0 to 32
record Subnet(long address, int prefix) {

  static Subnet of(int first, int second, int third, int fourth, int prefix) {
    return new Subnet(
        ((long) first << 24) | ((long) second << 16) | ((long) third << 8) | fourth, prefix);
  }

  /// Reads `10.140.0.0/16`.
  static Subnet parse(String text) {
    int slash = text.indexOf('/');
    long address = 0;
    for (String part : text.substring(0, slash).split("\\.", -1)) {
      address = (address << 8) | Integer.parseInt(part);
    }
    return new Subnet(address, Integer.parseInt(text.substring(slash + 1)));
  }

  /// A range for an engine that nothing else on this machine has a route to: one of those set aside
  /// for private networks, away from those that Docker, libvirt and home routers take first.
  ///
  /// @param seed spreads engines over the ranges
  /// @param taken the machine's routes; default routes do not count
  static Subnet choose(int seed, List<Subnet> taken) {
    List<Subnet> candidates =
        Stream.concat(
                IntStream.range(128, 255).mapToObj(second -> of(10, second, 0, 0, 16)),
                IntStream.range(20, 32).mapToObj(second -> of(172, second, 0, 0, 16)))
            .toList();
    int start = Math.floorMod(seed, candidates.size());
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> candidates.get((start + i) % candidates.size()))
        .filter(candidate -> taken.stream().noneMatch(candidate::overlaps))
        .findFirst()
        .orElse(candidates.get(start));
  }

  /// The routes in `/proc/net/route`, whose numbers are in the byte order of the machine; all that
  /// Debian has packages of an engine for are little-endian but s390x.
  static List<Subnet> routes(List<String> lines) {
    return lines.stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(fields -> fields.length > 7)
        .map(fields -> new Subnet(fromHex(fields[1]), Long.bitCount(fromHex(fields[7]))))
        .filter(route -> route.prefix() > 0)
        .toList();
  }

  boolean overlaps(Subnet other) {
    int shorter = Math.min(prefix, other.prefix);
    return address >>> (32 - shorter) == other.address >>> (32 - shorter);
  }

  boolean contains(long otherAddress) {
    return overlaps(new Subnet(otherAddress, 32));
  }

  /// The part of this range that starts `offset` addresses in.
  Subnet part(long offset, int longerPrefix) {
    return new Subnet(address + offset, longerPrefix);
  }

  /// The address that is `offset` behind the first, with the prefix of this range.
  String host(long offset) {
    return dotted(address + offset) + "/" + prefix;
  }

  @Override
  public String toString() {
    return dotted(address) + "/" + prefix;
  }

  private static String dotted(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }

  private static long fromHex(String littleEndian) {
    return Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(littleEndian, 16)));
  }
}
