package dev.gantry.domain.compose;

import java.nio.file.Path;
import java.util.Optional;

/// A way to run the project, for example `dev` or `prod`.
///
/// @param overlay the file that is laid over the shared one; empty for the single mode of a project
///   without overlays
public record Mode(String name, Optional<Path> overlay) {}
