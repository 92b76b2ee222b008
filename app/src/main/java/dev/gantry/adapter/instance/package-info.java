/// Copies of the app, told apart by locked files.
@NullMarked
package dev.gantry.adapter.instance;

import org.jspecify.annotations.NullMarked;
