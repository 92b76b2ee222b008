/// Programs from the distribution's signed packages, chosen and unpacked without installing them:
/// apt works on an index of Gantry's own, the system's package lists and database stay as they are.
@NullMarked
package dev.gantry.adapter.privateengine.apt;

import org.jspecify.annotations.NullMarked;
