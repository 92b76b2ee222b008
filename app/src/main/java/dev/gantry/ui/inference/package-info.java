/// The inference pane: prompts, streamed answers and their speed.
@NullMarked
package dev.gantry.ui.inference;

import org.jspecify.annotations.NullMarked;
