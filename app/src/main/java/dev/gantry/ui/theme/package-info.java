/// Themes and fonts.
@NullMarked
package dev.gantry.ui.theme;

import org.jspecify.annotations.NullMarked;
