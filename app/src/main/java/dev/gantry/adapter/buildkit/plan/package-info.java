/// Reads BuildKit's own plan of a build, LLB.
@NullMarked
package dev.gantry.adapter.buildkit.plan;

import org.jspecify.annotations.NullMarked;
