/// The main window: navigation, engine state, keyboard map.
@NullMarked
package dev.gantry.ui.shell;

import org.jspecify.annotations.NullMarked;
