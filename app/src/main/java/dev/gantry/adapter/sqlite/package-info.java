/// Keeps what Gantry remembers of builds in a SQLite file.
@NullMarked
package dev.gantry.adapter.sqlite;

import org.jspecify.annotations.NullMarked;
