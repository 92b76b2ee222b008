/// The modes pane: what runs, and switching.
@NullMarked
package dev.gantry.ui.modes;

import org.jspecify.annotations.NullMarked;
