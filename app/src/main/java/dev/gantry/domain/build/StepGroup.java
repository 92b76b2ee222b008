package dev.gantry.domain.build;

/// What a step is a part of, where BuildKit does one instruction in several steps: `COPY --link`,
/// for example, copies into an empty file system and then puts that on top of the layers below.
///
/// @param id the same for all steps of the group, and new in each build
/// @param name what stands in the Dockerfile
/// @param weak whether the group is not worth showing unless one of its steps fails
public record StepGroup(String id, String name, boolean weak) {}
