package dev.gantry.devloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.devloop.compile.IncrementalCompiler.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalCompilerTest {
  private SourceFolder folder;

  @BeforeEach
  void openFolder(@TempDir Path root) throws IOException {
    folder = new SourceFolder(root);
  }

  @AfterEach
  void closeFolder() throws IOException {
    folder.close();
  }

  private int compile() throws IOException {
    Result result = folder.compile();
    assertThat(result).isInstanceOf(Result.Compiled.class);
    return ((Result.Compiled) result).compiledFiles();
  }

  private List<CompileError> errors() throws IOException {
    Result result = folder.compile();
    assertThat(result).isInstanceOf(Result.Failed.class);
    return ((Result.Failed) result).errors();
  }

  @Test
  void compilesOnlyWhatChangedWhereOthersSeeNoDifference() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    folder.write("B", "public class B { public static int two() { return A.one() + 1; } }");
    assertThat(compile()).isEqualTo(2);

    folder.write("A", "public class A { public static int one() { return 10; } }");

    assertThat(compile()).isOne();
    assertThat(folder.call("B", "two")).isEqualTo(11);
  }

  @Test
  void compilesWhoCallsAMethodWithAnotherSignature() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    folder.write("B", "public class B { public static long two() { return A.one() + 1; } }");
    folder.write("C", "public class C {}");
    compile();

    folder.write("A", "public class A { public static long one() { return 10; } }");

    assertThat(compile()).isEqualTo(2);
    assertThat(folder.call("B", "two")).isEqualTo(11L);
  }

  @Test
  void compilesWhoCallsWhatASubclassInherits() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    folder.write("B", "public class B extends A {}");
    folder.write("C", "public class C { public static long two() { return B.one() + 1; } }");
    compile();

    folder.write("A", "public class A { public static long one() { return 10; } }");

    assertThat(compile()).isEqualTo(3);
    assertThat(folder.call("C", "two")).isEqualTo(11L);
  }

  @Test
  void compilesWhoHasACopyOfAConstant() throws Exception {
    folder.write("A", "public class A { static final int ONE = 1; static final int X = 7; }");
    folder.write("B", "class B { static final int TWO = A.ONE + 1; }");
    folder.write("C", "public class C { public static int three() { return B.TWO + 1; } }");
    folder.write("D", "public class D { public static int x() { return A.X; } }");
    compile();

    folder.write("A", "public class A { static final int ONE = 10; static final int X = 7; }");

    assertThat(compile()).isEqualTo(3);
    assertThat(folder.call("C", "three")).isEqualTo(12);
  }

  @Test
  void compilesASwitchOverASealedTypeThatHasOneMore() throws Exception {
    folder.write("A", "public sealed interface A { record X() implements A {} }");
    folder.write("B", "class B { static int of(A a) { return switch (a) { case A.X x -> 1; }; } }");
    compile();

    folder.write(
        "A", "public sealed interface A { record X() implements A {} record Y() implements A {} }");

    assertThat(errors())
        .containsExactly(
            new CompileError(
                "src/p/B.java",
                2,
                39,
                "the switch expression does not cover all possible input values"));
  }

  @Test
  void seesNewFiles() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    compile();

    folder.write("A", "public class A { public static int one() { return B.two(); } }");
    folder.write("B", "class B { static int two() { return 2; } }");

    assertThat(compile()).isEqualTo(2);
    assertThat(folder.call("A", "one")).isEqualTo(2);
  }

  @Test
  void namesWhoStillUsesADeletedFile() throws Exception {
    folder.write("A", "public class A { public static int one() { return B.two(); } }");
    folder.write("B", "class B { static int two() { return 2; } }");
    compile();

    folder.delete("B");

    assertThat(errors().getFirst().file()).isEqualTo("src/p/A.java");
    assertThat(folder.classes().bytes()).containsKey("p.B");
  }

  @Test
  void forgetsTheClassesOfDeletedFilesAndThoseThatAFileNoLongerHas() throws Exception {
    folder.write("A", "class A { class Inner {} }");
    folder.write("B", "class B {} class Beside {}");
    compile();
    assertThat(folder.classes().bytes()).containsOnlyKeys("p.A", "p.A$Inner", "p.B", "p.Beside");

    folder.write("A", "class A {}");
    folder.delete("B");

    compile();
    assertThat(folder.classes().bytes()).containsOnlyKeys("p.A");
  }

  @Test
  void namesThePlaceOfAnErrorAndGoesOnWhereItIsMended() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    folder.write("B", "public class B { public static int two() { return A.one() + 1; } }");
    compile();

    folder.write("A", "public class A {\n  public static int uno() { return 1 }\n}");
    assertThat(errors()).containsExactly(new CompileError("src/p/A.java", 3, 37, "';' expected"));
    folder.write("A", "public class A { public static int uno() { return 10; } }");
    assertThat(errors()).extracting(CompileError::file).containsExactly("src/p/B.java");
    folder.write("B", "public class B { public static int two() { return A.uno() + 1; } }");

    assertThat(compile()).isEqualTo(2);
    assertThat(folder.call("B", "two")).isEqualTo(11);
  }

  @Test
  void makesTheSameBytesOfTheSameSources() throws Exception {
    folder.write("A", "public class A { public static int one() { return 1; } }");
    compile();
    ClassSet before = folder.classes();

    folder.write("A", "public class A { public static int one() { return 2; } }");
    compile();
    assertThat(folder.classes().differences(before)).containsExactly("p.A");
    folder.write("A", "public class A { public static int one() { return 1; } }");
    compile();

    assertThat(folder.classes().differences(before)).isEmpty();
  }
}
