package dev.gantry.cli;

import static dev.gantry.domain.image.Layers.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.image.Layers;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompareCommandTest {
  private static final String MODEL = "x".repeat(2000);

  private final CliHarness cli = new CliHarness();

  CompareCommandTest() {
    put(
        "shop:1",
        ImageConfiguration.NONE,
        List.of(
            layer(0).file("/etc/hosts", "one").file("/opt/model", MODEL).build(),
            layer(1).file("/app/app.jar", "12345").file("/app/old", "123").build()));
    put(
        "shop:2",
        new ImageConfiguration(
            "app",
            "",
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            List.of(),
            List.of()),
        List.of(
            layer(0).file("/etc/hosts", "one").file("/opt/model", MODEL).build(),
            layer(1).file("/app/app.jar", "12345678").file("/opt/日本語", MODEL).build()));
  }

  @Test
  void putsTwoImagesSideBySide() {
    assertThat(cli.run("compare", "shop:1", "shop:2", "--top", "2"))
        .isEqualTo(
            new Result(
                0,
                """
                                  shop:1       shop:2  CHANGE
                image             shop-1       shop-2
                platform     linux/amd64  linux/amd64
                size             2.01 kB      4.01 kB  +2 kB (+99.5 %)
                layers                 2            2  2 shared
                for nothing          0 B         2 kB  +2 kB
                files                  4            4  1 new, 1 changed, 1 gone

                CONFIGURATION
                  USER
                    + app

                GROWTH  NEW  CHANGED  GONE  DIRECTORY
                 +2 kB    1        0     0  /opt
                   0 B    0        1     1  /app

                GROWTH  CHANGE   FILE
                 +2 kB  new      /opt/日本語
                  +3 B  changed  /app/app.jar
                and 1 more
                """,
                ""));
  }

  @Test
  void saysThatTwoImagesAreTheSame() {
    assertThat(cli.run("compare", "shop:1", "shop:1").out())
        .isEqualTo(
            """
                              shop:1       shop:1  CHANGE
            image             shop-1       shop-1  the same
            platform     linux/amd64  linux/amd64
            size             2.01 kB      2.01 kB  0 B
            layers                 2            2  2 shared
            for nothing          0 B          0 B  0 B
            files                  4            4  0 new, 0 changed, 0 gone
            """);
  }

  @Test
  void printsMarkdownForPullRequests() {
    assertThat(cli.run("compare", "shop:1", "shop:2", "--markdown", "--depth", "1").out())
        .isEqualTo(
            """
            |  | `shop:1` | `shop:2` | CHANGE |
            |---|--:|--:|---|
            | image | shop-1 | shop-2 |  |
            | platform | linux/amd64 | linux/amd64 |  |
            | size | 2.01 kB | 4.01 kB | +2 kB (+99.5 %) |
            | layers | 2 | 2 | 2 shared |
            | for nothing | 0 B | 2 kB | +2 kB |
            | files | 4 | 4 | 1 new, 1 changed, 1 gone |

            | CONFIGURATION | BEFORE | AFTER |
            |---|---|---|
            | USER |  | `app` |

            | DIRECTORY | GROWTH | NEW | CHANGED | GONE |
            |---|--:|--:|--:|--:|
            | `/opt` | +2 kB | 1 | 0 | 0 |
            | `/app` | 0 B | 0 | 1 | 1 |
            """);
  }

  @Test
  void printsJson() {
    assertThat(cli.run("compare", "shop:1", "shop:2", "--json", "--top", "1").out())
        .isEqualTo(
            """
            {
              "before" : {
                "id" : "sha256:shop-1",
                "tags" : [ "shop:1" ],
                "platform" : "linux/amd64",
                "sizeBytes" : 2011,
                "layers" : 2,
                "files" : 4,
                "wasteBytes" : 0
              },
              "after" : {
                "id" : "sha256:shop-2",
                "tags" : [ "shop:2" ],
                "platform" : "linux/amd64",
                "sizeBytes" : 4011,
                "layers" : 2,
                "files" : 4,
                "wasteBytes" : 2000
              },
              "growthBytes" : 2000,
              "sharedLayers" : 2,
              "files" : {
                "added" : 1,
                "changed" : 1,
                "removed" : 1,
                "growthBytes" : 2000
              },
              "settings" : [ {
                "name" : "USER",
                "after" : "app"
              } ],
              "directories" : [ {
                "path" : "/opt",
                "added" : 1,
                "changed" : 0,
                "removed" : 0,
                "growthBytes" : 2000
              } ],
              "largestChanges" : [ {
                "path" : "/opt/日本語",
                "change" : "added",
                "growthBytes" : 2000
              } ]
            }
            """);
  }

  @Test
  void anImageThatGrowsTooMuchIsOverBudget() {
    Result result = cli.run("compare", "shop:1", "shop:2", "--max-growth", "5%");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo(
            """
            error: shop:2 is over its budget
              cause
                It has grown by 2 kB (99.5 %), and may grow by 5 %: --max-growth
              what to do
                This shows what takes the room:
                  ./gantry layers shop:2 --files
            """);
  }

  @Test
  void anImageThatShrinksIsWithinEveryGrowth() {
    assertThat(cli.run("compare", "shop:2", "shop:1", "--max-growth", "0%").code()).isZero();
  }

  @Test
  void namesTheImageThatIsNotThere() {
    assertThat(cli.run("compare", "shop:1", "shop:9"))
        .satisfies(result -> assertThat(result.code()).isEqualTo(1))
        .satisfies(
            result ->
                assertThat(result.err()).startsWith("error: The engine has no image “shop:9”\n"));
  }

  @Test
  void fitsIntoTheTerminal() {
    cli.outTerminal = true;
    cli.columns = 40;

    assertThat(cli.run("compare", "shop:1", "shop:2").out())
        .contains("  -3 B  gone     /app/old\n")
        .contains("image             shop-1       shop-2\n")
        .contains("files                  4            4  1 new, 1 change…\n");
  }

  private void put(String name, ImageConfiguration configuration, List<LayerTree> layers) {
    ImageContents contents = Layers.image(name, configuration, layers);
    cli.images.put(contents.image());
    cli.imageFiles.put(contents.image().id(), layers);
  }
}
