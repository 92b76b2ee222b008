package dev.gantry.llm.config;

import java.util.Locale;

/// Everything that can be configured: as flag `--port=50052` or as environment variable
/// `GANTRY_LLM_PORT=50052`. The flag wins.
public enum Option {
  HOST("127.0.0.1", "Address to listen on."),
  PORT("50052", "Port to listen on; 0 takes a free one."),
  HTTP_PORT(
      "auto",
      "Port for /metrics and /healthz over HTTP; auto takes the one after port, 0 a free one, off"
          + " none."),
  ALLOW_PLAINTEXT(
      "false", "Listen without TLS on an address other than loopback; in a container, say true."),
  TLS_CERT(
      "", "PEM file with the server's certificate and those above it; empty talks without TLS."),
  TLS_KEY("", "PEM file with the key of the certificate: PKCS#8, RSA or EC, not encrypted."),
  TLS_CLIENT_CA(
      "",
      "PEM file with the authorities whose clients are let in; empty asks clients for no"
          + " certificate."),
  TOKEN_FILE("", "File with the token that calls must carry; empty wants none."),
  MODEL_PATH("models/gantry-tiny.Q8_0.gguf", "The model, a GGUF file."),
  MODEL_DIR(
      "", "Directory of models that can be loaded while it runs; empty for that of the model."),
  MODEL_CHECK(
      "auto",
      "Whether a child process tries the model first, so that a hostile file cannot end the"
          + " server: auto (unless its SHA-256 is known), always or never."),
  MODEL_CHECK_TIMEOUT("5m", "How long that may take."),
  MODEL_SWAP(
      "auto",
      "Where a new model is loaded: beside the old one, instead of it, or auto (beside, where"
          + " there is memory for both)."),
  MODEL_MMAP("true", "Map the model instead of reading it into memory."),
  NATIVES_DIR("natives", "Directory with the libraries of llama.cpp."),
  CPU_VARIANT(
      "auto",
      "Kernels to use, such as haswell; auto takes the best for this CPU, and those with AVX2 for a"
          + " model under 8 MB."),
  THREADS(
      "0",
      "Threads that decode; 0 takes 1 for models under 64 MB and else one less than there are"
          + " CPUs."),
  CONTEXT_TOKENS(
      "0", "Tokens of prompt and answer together; 0 takes what the model knows, at most 4096."),
  SLOTS("4", "Generations that are decoded at the same time; each has a context of its own."),
  QUEUE("64", "Generations that can wait for a slot."),
  BATCH_TOKENS("512", "Most tokens that are decoded in one step."),
  STALL_TIMEOUT("30s", "How long a client may leave its stream unread."),
  EMBEDDING_ENGINE(
      "auto",
      "Engine for embeddings by its name; auto takes what is on the class path, none none."),
  EMBEDDING_MODEL_DIR("models", "Directory with the model for embeddings and its vocabulary."),
  EMBEDDING_NATIVES_DIR(
      "",
      "Directory with the libraries of the engine for embeddings; empty lets it unpack its own."),
  EMBEDDING_THREADS("1", "Threads that compute embeddings."),
  EMBEDDING_QUEUE("16", "Calls for embeddings that can wait for their turn."),
  DATA_DIR(
      "",
      "Directory for collections and conversations; empty keeps conversations in memory, and"
          + " collections not at all."),
  CONVERSATIONS("1000", "Conversations that are kept; with as many, new ones are refused."),
  CONVERSATION_TTL("24h", "How long a conversation is kept after its last use, at most."),
  DRAIN_TIMEOUT("8s", "How long a shutdown waits for running generations."),
  LOG_LEVEL("info", "Least level that is logged: debug, info, warn or error."),
  LOG_PROMPTS("false", "Write prompts and answers into the log."),
  CHANNELZ("false", "Offer grpc.channelz.v1, which tells of connections and calls.");

  private final String defaultValue;
  private final String description;

  Option(String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  public String defaultValue() {
    return defaultValue;
  }

  public String description() {
    return description;
  }

  /// For example "drain-timeout".
  public String flag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// For example "GANTRY_LLM_DRAIN_TIMEOUT".
  public String variable() {
    return ConfigReader.VARIABLE_PREFIX + name();
  }
}
