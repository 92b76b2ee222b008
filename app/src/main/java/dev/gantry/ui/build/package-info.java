/// The build pane: targets, steps, log, failure and layers.
@NullMarked
package dev.gantry.ui.build;

import org.jspecify.annotations.NullMarked;
