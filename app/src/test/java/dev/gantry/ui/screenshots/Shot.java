package dev.gantry.ui.screenshots;

import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.shell.ShellViewModel;
import java.util.function.Consumer;

/// A picture to take.
///
/// @param ports the fakes behind the window
/// @param drive brings the window into the state to show; runs off the JavaFX thread, see
///   [FxThread]
record Shot(String name, Ports ports, Consumer<ShellViewModel> drive) {}
