package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.Program;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Loads what is swapped, from memory, so that a class that old code needs late is still the old
/// one. All else comes from the loader of what stays.
final class HotLoader extends ClassLoader {
  private final Map<String, byte[]> classes = new HashMap<>();
  private final Map<String, byte[]> resources = new HashMap<>();

  HotLoader(Program program, ClassLoader parent) {
    super("hot", parent);
    program
        .classes()
        .bytes()
        .forEach(
            (name, bytes) -> {
              if (HotCode.isHot(name)) {
                classes.put(name, bytes);
              }
            });
    program
        .resources()
        .forEach(
            (path, bytes) -> {
              if (HotCode.isHotResource(path)) {
                resources.put(path, bytes);
              }
            });
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!HotCode.isHot(name)) {
      return super.loadClass(name, resolve);
    }
    // never from the parent, where those of the start are
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable URL getResource(String path) {
    byte[] bytes = resources.get(path);
    return bytes == null ? super.getResource(path) : url(path, bytes);
  }

  private static URL url(String path, byte[] bytes) {
    try {
      return URL.of(URI.create("hot:/" + path), new BytesHandler(bytes));
    } catch (IOException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /// Makes what is at an address out of memory.
  private static final class BytesHandler extends URLStreamHandler {
    private final byte[] bytes;

    BytesHandler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
