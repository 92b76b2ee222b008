package dev.gantry.domain.build;

/// Identity of a step within one build: the digest of its BuildKit vertex.
public record StepId(String value) {}
