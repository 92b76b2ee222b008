package dev.gantry.ui.shell;

import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.LayerOrigins;
import dev.gantry.domain.inference.AccessReader;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.ui.build.BuildInsights;

/// Everything outside that the dashboard works with.
public record Ports(
    Engine engine,
    PrivateEngine privateEngine,
    ComposeRunner compose,
    BuildRunner builds,
    ImageSource images,
    LayerOrigins origins,
    BuildInsights insights,
    InferenceService inference,
    AccessReader access) {}
