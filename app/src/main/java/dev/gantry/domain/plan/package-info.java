/// Plans: what an engine would do for a build, before it does it.
@NullMarked
package dev.gantry.domain.plan;

import org.jspecify.annotations.NullMarked;
