package dev.gantry.adapter.privateengine.apt;

/// The addresses that Debian's suites and their security updates are fetched from.
public record DebianArchives(String main, String security) {}
