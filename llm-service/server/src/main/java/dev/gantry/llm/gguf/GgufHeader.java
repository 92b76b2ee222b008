package dev.gantry.llm.gguf;

/// What the header of a GGUF file says about the model in it.
///
/// @param architecture for example "llama"
/// @param name for example "Gantry Tiny"; empty where the file has none
/// @param quantization the type that most weights have, for example "Q8_0"
/// @param parameters number of weights
/// @param contextTokens the context that the model was trained with
/// @param stateBytesPerToken what a token in a context takes (keys and values of all layers in 16
///   bits); 0 where the file does not tell
/// @param sizeBytes size of the file
public record GgufHeader(
    String architecture,
    String name,
    String quantization,
    long parameters,
    int contextTokens,
    long stateBytesPerToken,
    long sizeBytes) {}
