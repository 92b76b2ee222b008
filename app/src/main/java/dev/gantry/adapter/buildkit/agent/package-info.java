/// What steps of a build may sign with: an SSH agent of the user, or private keys in files.
@NullMarked
package dev.gantry.adapter.buildkit.agent;

import org.jspecify.annotations.NullMarked;
