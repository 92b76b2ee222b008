/// Who may talk to the server: its certificate, those it trusts, and its token.
@NullMarked
package dev.gantry.llm.security;

import org.jspecify.annotations.NullMarked;
