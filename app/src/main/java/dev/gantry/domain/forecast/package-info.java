/// Forecasts: which steps of a build will run, why and how long, and after it why they ran.
@NullMarked
package dev.gantry.domain.forecast;

import org.jspecify.annotations.NullMarked;
