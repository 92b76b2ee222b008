/// Results of builds that come to this machine: archives and directories.
@NullMarked
package dev.gantry.adapter.buildkit.output;

import org.jspecify.annotations.NullMarked;
