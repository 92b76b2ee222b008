package dev.gantry.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionListTest {

  @Test
  void readsKeysWithTheirValues() {
    assertThat(OptionList.read("Type=local,dest=/tmp/a=b,empty="))
        .contains(Map.of("type", "local", "dest", "/tmp/a=b", "empty", ""));
  }

  @Test
  void readsQuotedFieldsWithCommasAndQuotes() {
    assertThat(OptionList.read("type=local,\"dest=/a,b\"\"c\""))
        .contains(Map.of("type", "local", "dest", "/a,b\"c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=b,", ",a=b", "=b", "\"a=b", "a=\"b\"", "\"a=b\"c"})
  void refusesWhatIsNoList(String text) {
    assertThat(OptionList.read(text)).isEmpty();
  }
}
