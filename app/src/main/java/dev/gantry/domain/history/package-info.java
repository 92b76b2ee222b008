/// What Gantry remembers of the builds that it has run.
@NullMarked
package dev.gantry.domain.history;

import org.jspecify.annotations.NullMarked;
