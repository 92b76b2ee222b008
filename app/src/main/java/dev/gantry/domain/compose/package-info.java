/// Compose projects: modes, services and switching between modes.
@NullMarked
package dev.gantry.domain.compose;

import org.jspecify.annotations.NullMarked;
