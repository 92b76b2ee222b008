/// The client's side of BuildKit's file transfer: which files of a directory the engine gets.
@NullMarked
package dev.gantry.adapter.buildkit.filesync;

import org.jspecify.annotations.NullMarked;
