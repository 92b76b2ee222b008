package dev.gantry.llm.bench;

import java.nio.file.Path;

/// What all benchmarks share.
///
/// @param natives directory with the libraries of llama.cpp
/// @param tiny the bundled model
/// @param cache directory for what is made once: models, llama-bench
/// @param rounds how often each thing is measured
/// @param threads that compute large models; the tiny one has one
record Setup(Path natives, Path tiny, Path cache, int rounds, int threads) {}
