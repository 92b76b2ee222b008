package dev.gantry.adapter.buildkit.filesync;

import com.google.protobuf.ByteString;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Reads the extended attributes of files, such as `user.origin` or `security.capability`: they
/// come into the image with the file, and into the key of the step that takes it. The JDK shows
/// those of users only, and needs three system calls for that; this is one for a file without any
/// (`listxattr(2)`, `getxattr(2)`).
///
/// On Linux only: elsewhere, and where they cannot be read, a file has none. Not for use by several
/// threads at once.
final class ExtendedAttributes {

  /// Limits of Linux: `PATH_MAX`, `XATTR_NAME_MAX` and, for all names and for a value,
  /// `XATTR_LIST_MAX` and `XATTR_SIZE_MAX`.
  private static final int PATH_BYTES = 4096;

  private static final int NAME_BYTES = 256;
  private static final int VALUE_BYTES = 65536;

  private static final boolean ON_LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  private final MemorySegment path;
  private final MemorySegment name;
  private final MemorySegment names;
  private final MemorySegment value;

  ExtendedAttributes() {
    Arena arena = Arena.ofAuto();
    path = arena.allocate(PATH_BYTES);
    name = arena.allocate(NAME_BYTES);
    names = arena.allocate(VALUE_BYTES);
    value = arena.allocate(VALUE_BYTES);
  }

  /// Looks up the functions of the system, which takes some time once.
  static void prepare() {
    if (ON_LINUX) {
      Functions.prepare();
    }
  }

  /// The attributes of a file, or of a link itself, by their names.
  Map<String, ByteString> of(Path file) {
    byte[] bytes = FileNames.text(file).getBytes(StandardCharsets.UTF_8);
    if (!ON_LINUX || bytes.length >= PATH_BYTES) {
      return Map.of();
    }
    put(path, bytes);
    long end = Functions.list(path, names);
    if (end <= 0) {
      return Map.of();
    }
    Map<String, ByteString> attributes = new TreeMap<>();
    for (long at = 0; at < end; ) {
      String key = names.getString(at);
      byte[] raw = key.getBytes(StandardCharsets.UTF_8);
      at += raw.length + 1;
      put(name, raw);
      long size = Functions.get(path, name, value);
      if (size >= 0) {
        attributes.put(key, ByteString.copyFrom(value.asSlice(0, size).asByteBuffer()));
      }
    }
    return attributes;
  }

  private static void put(MemorySegment target, byte[] text) {
    MemorySegment.copy(text, 0, target, ValueLayout.JAVA_BYTE, 0, text.length);
    target.set(ValueLayout.JAVA_BYTE, text.length, (byte) 0);
  }

  /// The functions of the C library. Those that begin with `l` do not follow links.
  @SuppressWarnings("restricted") // links to functions that every C library of Linux has
  private static final class Functions {

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final MethodHandle LIST =
        function("llistxattr", FunctionDescriptor.of(SIZE, POINTER, POINTER, SIZE));
    private static final MethodHandle GET =
        function("lgetxattr", FunctionDescriptor.of(SIZE, POINTER, POINTER, POINTER, SIZE));

    /// To call anything loads the class, and with it the functions.
    private static void prepare() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /// The bytes that all names take, or a negative number.
    private static long list(MemorySegment path, MemorySegment names) {
      try {
        return (long) LIST.invokeExact(path, names, names.byteSize());
      } catch (Throwable impossible) {
        // a function of C throws nothing
        throw new IllegalStateException(impossible);
      }
    }

    /// The bytes of the value, or a negative number.
    private static long get(MemorySegment path, MemorySegment name, MemorySegment value) {
      try {
        return (long) GET.invokeExact(path, name, value, value.byteSize());
      } catch (Throwable impossible) {
        // a function of C throws nothing
        throw new IllegalStateException(impossible);
      }
    }
  }
}
