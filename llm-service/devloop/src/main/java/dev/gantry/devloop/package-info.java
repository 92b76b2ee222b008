/// The loop of development: what is saved is compiled and put into the running server. This package
/// and those beside `serve` are in the image; `serve` is compiled with the server, around which it
/// is.
@NullMarked
package dev.gantry.devloop;

import org.jspecify.annotations.NullMarked;
