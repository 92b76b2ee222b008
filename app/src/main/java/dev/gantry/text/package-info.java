/// The words that users read, for the dashboard and the command line alike.
@NullMarked
package dev.gantry.text;

import org.jspecify.annotations.NullMarked;
