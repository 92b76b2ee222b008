/// Measurements, run by `./gantry bench NAME`. They are no tests: nothing here decides whether a
/// change may land.
@NullMarked
package dev.gantry.bench;

import org.jspecify.annotations.NullMarked;
