/// The command line: one class for each command.
///
/// What commands print comes from `dev.gantry.text`, as in the dashboard. The texts of `--help`
/// stand in the annotations, beside the options that they describe.
@NullMarked
package dev.gantry.cli;

import org.jspecify.annotations.NullMarked;
