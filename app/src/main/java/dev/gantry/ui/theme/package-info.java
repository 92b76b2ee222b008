/// Themes, fonts and icons.
@NullMarked
package dev.gantry.ui.theme;

import org.jspecify.annotations.NullMarked;
