/// What monitoring reads: metrics for Prometheus, and the page of health over HTTP.
@NullMarked
package dev.gantry.llm.metrics;

import org.jspecify.annotations.NullMarked;
