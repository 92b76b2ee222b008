package dev.gantry.llm.security;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The keys of a server, which can be renewed while it runs: handshakes that begin get the newest
/// ones, and those under way the ones that they began with, which have another alias.
final class RenewableKeys extends X509ExtendedKeyManager {
  private final AtomicReference<Generations> keys;

  private record Generations(X509ExtendedKeyManager newest, X509ExtendedKeyManager before) {}

  RenewableKeys(X509ExtendedKeyManager first) {
    keys = new AtomicReference<>(new Generations(first, first));
  }

  void renew(X509ExtendedKeyManager next) {
    keys.updateAndGet(known -> new Generations(next, known.newest()));
  }

  private X509ExtendedKeyManager newest() {
    return keys.get().newest();
  }

  private X509ExtendedKeyManager of(String alias) {
    Generations known = keys.get();
    return Stream.of(known.newest(), known.before())
        .filter(generation -> generation.getPrivateKey(alias) != null)
        .findFirst()
        .orElse(known.newest());
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return of(alias).getPrivateKey(alias);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return of(alias).getCertificateChain(alias);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return newest().chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return newest().chooseEngineServerAlias(keyType, issuers, engine);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return newest().getServerAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return newest().chooseClientAlias(keyTypes, issuers, socket);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return newest().chooseEngineClientAlias(keyTypes, issuers, engine);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return newest().getClientAliases(keyType, issuers);
  }
}
