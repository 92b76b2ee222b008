package dev.gantry.adapter.buildkit.agent;

/// Types of messages, and flags of a request to sign (draft-miller-ssh-agent, section 6).
final class AgentMessages {

  static final byte FAILURE = 5;
  static final int REQUEST_IDENTITIES = 11;
  static final int IDENTITIES_ANSWER = 12;
  static final int SIGN_REQUEST = 13;
  static final int SIGN_RESPONSE = 14;

  static final int RSA_SHA2_256 = 2;
  static final int RSA_SHA2_512 = 4;

  private AgentMessages() {}
}
