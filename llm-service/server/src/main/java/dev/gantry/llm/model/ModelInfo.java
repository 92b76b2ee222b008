package dev.gantry.llm.model;

/// What a loaded model says about itself.
///
/// @param trainedContextTokens the context that it was trained with
/// @param vocabularyTokens number of tokens; ids are below it
/// @param longestPieceBytes length of the longest piece, so that a text of n bytes has at least n /
///   longestPieceBytes tokens
public record ModelInfo(int trainedContextTokens, int vocabularyTokens, int longestPieceBytes) {}
