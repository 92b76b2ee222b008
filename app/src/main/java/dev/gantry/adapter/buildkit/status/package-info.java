/// What BuildKit tells of a build, turned into the domain's words.
@NullMarked
package dev.gantry.adapter.buildkit.status;

import org.jspecify.annotations.NullMarked;
