package dev.gantry.ui.build;

import dev.gantry.domain.forecast.CacheReviews;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.image.ImageFiles;

/// What tells more of builds than they do themselves: what to expect, what the cache did, and what
/// is in the image.
public record BuildInsights(Forecasts forecasts, CacheReviews reviews, ImageFiles files) {}
