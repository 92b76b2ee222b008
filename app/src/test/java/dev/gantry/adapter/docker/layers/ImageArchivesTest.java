package dev.gantry.adapter.docker.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.image.ContentHash;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.FileNode;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.FileNode.SpecialFile;
import dev.gantry.domain.image.FileNode.SymbolicLink;
import dev.gantry.domain.image.FileTree;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.image.Layers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageArchivesTest {
  private static final byte[] LOWER =
      new TarBytes()
          .entry("etc/", TarConstants.LF_DIR, 0755)
          .file("etc/hosts", "one")
          .file("./usr/bin/perl", "12345")
          .hardLink("usr/bin/perl5", "usr/bin/perl")
          .link("bin", "usr/bin")
          .entry("dev/null", TarConstants.LF_CHR, 0666)
          .file("größe/" + "長い名前".repeat(40), "x")
          .build();
  private static final byte[] UPPER =
      new TarBytes()
          .file("etc/.wh.hosts", "")
          .file("usr/bin/.wh..wh..opq", "")
          .file(".wh..wh.plnk", "")
          .file("usr/bin/new", "1")
          .hardLink("foreign", "usr/bin/perl")
          .build();

  @TempDir private Path directory;

  /// How an engine packs the layers of an archive.
  enum Layout {
    /// Docker before 25.
    DIRECTORIES,
    BLOBS,
    GZIP_BLOBS,
    ZSTD_BLOBS
  }

  @ParameterizedTest
  @EnumSource
  void readsEachLayerHoweverItIsPacked(Layout layout) throws IOException {
    LayerCache cache = new LayerCache(directory.resolve("new/cache"));

    Set<Digest> missing =
        ImageArchives.keep(
            archive(layout), Set.of(digest(LOWER), digest(UPPER), digest(new byte[1024])), cache);

    assertThat(missing).isEmpty();
    LayerTree lower = cache.find(digest(LOWER), 0).orElseThrow();
    LayerTree upper = cache.find(digest(UPPER), 1).orElseThrow();
    FileTree tree = FileTree.EMPTY.apply(lower);
    assertThat(Layers.leaves(tree))
        .isEqualTo(
            List.of(
                "/bin 0",
                "/dev/null 0",
                "/etc/hosts 3",
                "/größe/" + "長い名前".repeat(40) + " 1",
                "/usr/bin/perl 5",
                "/usr/bin/perl5 5"));
    assertThat(Layers.leaves(tree.apply(upper)))
        .isEqualTo(
            List.of(
                "/bin 0",
                "/dev/null 0",
                "/foreign 0",
                "/größe/" + "長い名前".repeat(40) + " 1",
                "/usr/bin/new 1"));
    assertThat(lower.storedBytes()).isEqualTo(3 + 5 + 1);
    assertThat(cache.find(digest(new byte[1024]), 2).map(LayerTree::storedBytes)).contains(0L);
  }

  @Test
  void keepsWhatAContainerCouldNotice() throws IOException {
    LayerCache cache = new LayerCache(directory);
    ImageArchives.keep(archive(Layout.BLOBS), Set.of(digest(LOWER)), cache);

    FileTree tree = FileTree.EMPTY.apply(cache.find(digest(LOWER), 3).orElseThrow());

    RegularFile perl = (RegularFile) node(tree, "/usr/bin/perl");
    assertThat(perl.content().hash())
        .isEqualTo(
            ContentHash.of(
                HexFormat.of()
                    .parseHex(TarBytes.sha256("12345".getBytes(StandardCharsets.UTF_8)))));
    assertThat(perl.content().layer()).isEqualTo(3);
    assertThat(node(tree, "/usr/bin/perl5")).isEqualTo(perl);
    assertThat(((SymbolicLink) node(tree, "/bin")).target()).isEqualTo("usr/bin");
    assertThat(((SpecialFile) node(tree, "/dev/null")).kind())
        .isEqualTo(SpecialFile.Kind.CHARACTER_DEVICE);
    assertThat(node(tree, "/dev/null").attributes().mode()).isEqualTo(0666);
  }

  @Test
  void readsNoFurtherThanItMust() throws IOException {
    byte[] head = archiveBytes(Layout.BLOBS);
    InputStream endless =
        new FilterInputStream(new ByteArrayInputStream(head)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, Math.min(length, 512));
            if (in.available() == 0) {
              throw new IOException("read to the end");
            }
            return count;
          }
        };

    assertThat(ImageArchives.keep(endless, Set.of(digest(LOWER)), new LayerCache(directory)))
        .isEmpty();
  }

  @Test
  void tellsWhichLayersTheArchiveDoesNotHave() throws IOException {
    Digest other = new Digest("sha256:" + "0".repeat(64));

    assertThat(
            ImageArchives.keep(
                archive(Layout.BLOBS), Set.of(digest(LOWER), other), new LayerCache(directory)))
        .isEqualTo(Set.of(other));
  }

  @Test
  void leavesNothingOfAnArchiveThatBreaksOff() throws IOException {
    byte[] archive = archiveBytes(Layout.BLOBS);
    InputStream half = new ByteArrayInputStream(archive, 0, LOWER.length);
    LayerCache cache = new LayerCache(directory);

    assertThatThrownBy(() -> ImageArchives.keep(half, Set.of(digest(LOWER)), cache))
        .isInstanceOf(IOException.class);

    assertThat(files()).isEmpty();
    assertThat(cache.has(digest(LOWER))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 40})
  void aDamagedListingIsAsNone(int kept) throws IOException {
    LayerCache cache = new LayerCache(directory);
    ImageArchives.keep(archive(Layout.BLOBS), Set.of(digest(LOWER)), cache);
    Path listing = directory.resolve(files().getFirst());
    Files.write(listing, Arrays.copyOf(Files.readAllBytes(listing), kept));

    assertThat(cache.find(digest(LOWER), 0)).isEmpty();
    assertThat(cache.has(digest(LOWER))).isFalse();
  }

  @Test
  void forgetsTheListingsThatWereNotUsedForLongest() throws IOException {
    Instant[] now = {Instant.parse("2026-11-22T10:00:00Z")};
    InstantSource clock = () -> now[0];
    LayerCache cache = new LayerCache(directory, 1, clock);
    ImageArchives.keep(archive(Layout.BLOBS), Set.of(digest(LOWER), digest(UPPER)), cache);
    long largest = Files.size(directory.resolve("sha256-" + TarBytes.sha256(LOWER) + ".listing"));
    LayerCache roomForOne = new LayerCache(directory, largest, clock);
    assertThat(roomForOne.find(digest(UPPER), 0)).isPresent();
    now[0] = now[0].plusSeconds(60);
    assertThat(roomForOne.find(digest(LOWER), 0)).isPresent();

    roomForOne.prune();

    assertThat(files()).isEqualTo(List.of("sha256-" + TarBytes.sha256(LOWER) + ".listing"));
  }

  private static FileNode node(FileTree tree, String path) {
    return tree.find(path).orElseThrow();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Digest digest(byte[] layer) {
    return new Digest("sha256:" + TarBytes.sha256(layer));
  }

  private static InputStream archive(Layout layout) throws IOException {
    return new ByteArrayInputStream(archiveBytes(layout));
  }

  private static byte[] archiveBytes(Layout layout) throws IOException {
    TarBytes archive = new TarBytes();
    for (byte[] layer : List.of(LOWER, UPPER, new byte[1024])) {
      byte[] packed = packed(layout, layer);
      archive.file(
          layout == Layout.DIRECTORIES
              ? TarBytes.sha256(packed) + "/layer.tar"
              : "blobs/sha256/" + TarBytes.sha256(packed),
          packed);
    }
    return archive
        .file("config.json", "{\"architecture\":\"amd64\"}" + " ".repeat(1000))
        .file("manifest.json", "[]")
        .build();
  }

  private static byte[] packed(Layout layout, byte[] layer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (layout) {
      case DIRECTORIES, BLOBS -> bytes.write(layer);
      case GZIP_BLOBS -> {
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(layer);
        }
      }
      case ZSTD_BLOBS -> {
        try (ZstdCompressorOutputStream zstd =
            ZstdCompressorOutputStream.builder().setOutputStream(bytes).get()) {
          zstd.write(layer);
        }
      }
    }
    return bytes.toByteArray();
  }
}
