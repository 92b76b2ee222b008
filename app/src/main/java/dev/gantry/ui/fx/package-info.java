/// The border between background threads and the JavaFX thread.
@NullMarked
package dev.gantry.ui.fx;

import org.jspecify.annotations.NullMarked;
