package dev.gantry.llm.conversations;

import java.time.Duration;

/// Bounds of all conversations.
///
/// @param most conversations that are kept
/// @param timeToLive longest that one is kept after its last use
public record ConversationLimits(int most, Duration timeToLive) {}
