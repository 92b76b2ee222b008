package dev.gantry.cli;

import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildCache;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.forecast.CacheReviews;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.StepTimes;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.LayerOrigins;
import dev.gantry.domain.inference.AccessReader;
import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.InferenceService;

/// Everything outside that commands work with.
public record CliPorts(
    Engine engine,
    PrivateEngine privateEngine,
    ComposeRunner compose,
    BuildRunner builds,
    BuildArchive archive,
    BuildCache cache,
    Forecasts forecasts,
    CacheReviews reviews,
    StepTimes stepTimes,
    ImageSource images,
    ImageFiles imageFiles,
    LayerOrigins origins,
    InferenceService inference,
    AccessReader access,
    Embedder embedder) {}
