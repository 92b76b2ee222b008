package dev.gantry.domain.problem;

import java.util.Optional;

/// Where in a Dockerfile an instruction stands.
///
/// @param file its path, as the user knows it
/// @param line the instruction's first line, from 1; empty where the engine does not tell
/// @param excerpt a few lines around it with their numbers; empty where they are not known
public record SourcePlace(String file, Optional<Integer> line, String excerpt) {}
