/// The container engine: where it is, how it is, and Gantry's private one.
@NullMarked
package dev.gantry.domain.engine;

import org.jspecify.annotations.NullMarked;
