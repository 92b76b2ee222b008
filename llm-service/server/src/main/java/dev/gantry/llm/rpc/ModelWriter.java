package dev.gantry.llm.rpc;

import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.serving.ModelFile;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.Model;
import java.nio.file.Path;

/// Models as messages of the protocol.
final class ModelWriter {
  private ModelWriter() {}

  static Model model(ModelState state) {
    Model.Builder model = Model.newBuilder();
    switch (state) {
      case ModelState.Loading(Path path) ->
          model.setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_LOADING).setPath(path.toString());
      case ModelState.Swapping(Path path) ->
          model
              .setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_SWAPPING)
              .setPath(path.toString());
      case ModelState.Unloaded _ ->
          model.setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_UNLOADED);
      case ModelState.Draining _ ->
          model.setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_UNLOADING);
      case ModelState.Failed(Path path, String problem, var header) -> {
        model
            .setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_FAILED)
            .setPath(path.toString())
            .setProblem(problem);
        if (header != null) {
          describe(header, model);
        }
      }
      case ModelState.Ready(_, var description) -> {
        model
            .setState(dev.gantry.llm.v1.ModelState.MODEL_STATE_READY)
            .setPath(description.path().toString())
            .setVocabularyTokens(description.info().vocabularyTokens());
        describe(description.header(), model);
      }
    }
    return model.build();
  }

  private static void describe(GgufHeader header, Model.Builder model) {
    model
        .setName(header.name())
        .setArchitecture(header.architecture())
        .setQuantization(header.quantization())
        .setParameters(header.parameters())
        .setSizeBytes(header.sizeBytes())
        .setTrainedContextTokens(header.contextTokens());
  }

  static dev.gantry.llm.v1.ModelFile file(ModelFile file, ModelState state) {
    dev.gantry.llm.v1.ModelFile.Builder message =
        dev.gantry.llm.v1.ModelFile.newBuilder()
            .setFileName(file.path().getFileName().toString())
            .setSizeBytes(file.sizeBytes())
            .setProblem(file.problem())
            .setLoaded(
                state instanceof ModelState.Ready(_, var description)
                    && file.path().equals(description.path().toAbsolutePath().normalize()));
    GgufHeader header = file.header();
    if (header != null) {
      message
          .setName(header.name())
          .setArchitecture(header.architecture())
          .setParameters(header.parameters())
          .setQuantization(header.quantization())
          .setTrainedContextTokens(header.contextTokens());
    }
    return message.build();
  }
}
