/// Other programs: started from an argument list, read line by line, ended at a deadline or on
/// request. The only adapter package that other adapters may use.
@NullMarked
package dev.gantry.adapter.process;

import org.jspecify.annotations.NullMarked;
