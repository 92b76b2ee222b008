package dev.gantry.domain.image;

import java.util.Optional;

/// A setting of the configuration that differs between two images.
///
/// @param name as in `ENV PATH`; see [ImageConfiguration#settings]
/// @param before empty when only the second image has it
/// @param after empty when only the first image has it
public record SettingChange(String name, Optional<String> before, Optional<String> after) {}
