package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/// One connection to each address and way in, shared by health and generation.
final class Channels implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final char[] NO_PASSWORD = {};

  private final Map<Address, ManagedChannel> channels = new ConcurrentHashMap<>();

  /// Listeners may take their time without holding up another call.
  private final ExecutorService listeners = Executors.newVirtualThreadPerTaskExecutor();

  private record Address(String host, int port, ServiceAccess access) {}

  /// Returns a channel that is connected, or connects now.
  ///
  /// A channel whose connection failed is not used again: gRPC lets its calls fail with the old
  /// cause until a new attempt has succeeded, and the pauses between attempts grow to two minutes.
  ManagedChannel to(ServiceEndpoint endpoint) {
    return channels.compute(
        new Address(endpoint.host(), endpoint.port(), endpoint.access()),
        (address, channel) -> {
          if (channel == null) {
            return open(address);
          }
          if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.shutdown();
            return open(address);
          }
          return channel;
        });
  }

  private ManagedChannel open(Address address) {
    OkHttpChannelBuilder builder =
        OkHttpChannelBuilder.forAddress(
                address.host(), address.port(), credentials(address.access()))
            .executor(listeners);
    ServiceAccess access = address.access();
    access.tlsServerName().ifPresent(builder::overrideAuthority);
    access
        .token()
        .ifPresent(
            token -> {
              Metadata metadata = new Metadata();
              metadata.put(AUTHORIZATION, "Bearer " + token.value());
              builder.intercept(MetadataUtils.newAttachHeadersInterceptor(metadata));
            });
    return builder.build();
  }

  private static ChannelCredentials credentials(ServiceAccess access) {
    if (!access.usesTls()) {
      return InsecureChannelCredentials.create();
    }
    try {
      KeyStore store = emptyStore();
      int number = 0;
      for (X509Certificate authority : access.authorities()) {
        store.setCertificateEntry("authority " + number++, authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      TlsChannelCredentials.Builder credentials =
          TlsChannelCredentials.newBuilder().trustManager(trust.getTrustManagers());
      if (access.identity().isPresent()) {
        credentials.keyManager(keys(access.identity().get()));
      }
      return credentials.build();
    } catch (GeneralSecurityException | IOException impossible) {
      // nothing is read, and every JDK has what is asked for
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyManager[] keys(ServiceAccess.Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "identity", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    listeners.shutdown();
  }
}
