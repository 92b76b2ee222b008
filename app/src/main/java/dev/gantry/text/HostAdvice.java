package dev.gantry.text;

/// Commands that differ from system to system.
final class HostAdvice {
  private final Strings strings;
  private final Host host;

  HostAdvice(Strings strings, Host host) {
    this.strings = strings;
    this.host = host;
  }

  String installEngine() {
    return switch (host.family()) {
      case DEBIAN -> strings.text("advice.installEngine.debian");
      case UBUNTU -> strings.text("advice.installEngine.ubuntu");
      case FEDORA -> strings.text("advice.installEngine.fedora");
      case ARCH -> strings.text("advice.installEngine.arch");
      case OTHER_LINUX -> strings.text("advice.installEngine.otherLinux");
      case MAC -> strings.text("advice.installEngine.mac");
      case WINDOWS -> strings.text("advice.installEngine.windows");
    };
  }

  /// Where Gantry can run an engine of its own: how. A whole line, or empty.
  String ownEngine() {
    return switch (host.family()) {
      case DEBIAN, UBUNTU -> strings.text("advice.ownEngine.debian");
      case FEDORA, ARCH, OTHER_LINUX, MAC, WINDOWS -> "";
    };
  }

  String startEngine() {
    return switch (host.family()) {
      case DEBIAN, UBUNTU, FEDORA, ARCH, OTHER_LINUX -> strings.text("advice.startEngine.linux");
      case MAC, WINDOWS -> strings.text("advice.startEngine.desktop");
    };
  }

  String allowUser() {
    return switch (host.family()) {
      case DEBIAN, UBUNTU, FEDORA, ARCH, OTHER_LINUX ->
          strings.text("advice.allowUser.linux", host.user());
      case MAC -> strings.text("advice.allowUser.mac");
      case WINDOWS -> strings.text("advice.allowUser.windows");
    };
  }

  String installCompose() {
    return switch (host.family()) {
      case DEBIAN -> strings.text("advice.installCompose.debian");
      case UBUNTU -> strings.text("advice.installCompose.ubuntu");
      case FEDORA -> strings.text("advice.installCompose.fedora");
      case ARCH -> strings.text("advice.installCompose.arch");
      case OTHER_LINUX -> strings.text("advice.installCompose.otherLinux");
      case MAC, WINDOWS -> strings.text("advice.installCompose.desktop");
    };
  }

  String findPortUser(int port) {
    return switch (host.family()) {
      case DEBIAN, UBUNTU, FEDORA, ARCH, OTHER_LINUX ->
          strings.text("advice.findPortUser.linux", port);
      case MAC -> strings.text("advice.findPortUser.mac", port);
      case WINDOWS -> strings.text("advice.findPortUser.windows", port);
    };
  }
}
