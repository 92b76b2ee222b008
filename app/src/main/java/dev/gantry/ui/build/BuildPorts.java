package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.LayerOrigins;

/// What the build pane works with.
public record BuildPorts(
    BuildRunner builds, ImageSource images, LayerOrigins origins, BuildInsights insights) {}
