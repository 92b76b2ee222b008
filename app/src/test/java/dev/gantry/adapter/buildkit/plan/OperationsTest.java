package dev.gantry.adapter.buildkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.buildkit.proto.llb.ExecOp;
import dev.gantry.adapter.buildkit.proto.llb.Meta;
import dev.gantry.adapter.buildkit.proto.llb.Mount;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.adapter.buildkit.proto.llb.ProxyEnv;
import dev.gantry.domain.plan.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest {

  @Test
  void namesTheCommandTheDirectoryAndEachVariable() {
    assertThat(Operations.parts(exec(meta().addEnv("PATH=/bin").addEnv("EMPTY"))))
        .containsEntry("command", Fingerprint.of("sh\0-c\0make"))
        .containsEntry("directory", Fingerprint.of("/src"))
        .containsEntry("env PATH", Fingerprint.of("/bin"))
        .containsEntry("env EMPTY", Fingerprint.of(""))
        .containsOnlyKeys("command", "directory", "env EMPTY", "env PATH", "rest");
  }

  @Test
  void leavesOutProxiesAsTheEngineDoes() {
    Meta.Builder proxied = meta().setProxyEnv(ProxyEnv.newBuilder().setHttpProxy("http://proxy"));

    assertThat(Operations.parts(exec(proxied))).isEqualTo(Operations.parts(exec(meta())));
  }

  @Test
  void keepsWhatElseMakesADifference() {
    Op mounting =
        Op.newBuilder()
            .setExec(
                ExecOp.newBuilder().setMeta(meta()).addMounts(Mount.newBuilder().setDest("/data")))
            .build();

    assertThat(Operations.parts(mounting)).isNotEqualTo(Operations.parts(exec(meta())));
  }

  @Test
  void callsAResultWhatTheEngineDoes() {
    assertThat(Operations.description(exec(meta()).getExec()))
        .isEqualTo("mount / from exec sh -c make");
  }

  private static Meta.Builder meta() {
    return Meta.newBuilder().addAllArgs(List.of("sh", "-c", "make")).setCwd("/src");
  }

  private static Op exec(Meta.Builder meta) {
    return Op.newBuilder().setExec(ExecOp.newBuilder().setMeta(meta)).build();
  }
}
