/// Images and caches in directories of this machine, which builds take from and put to.
@NullMarked
package dev.gantry.adapter.buildkit.content;

import org.jspecify.annotations.NullMarked;
