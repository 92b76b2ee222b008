package dev.gantry.cli;

/// The terminal that a process may have.
public interface Screen {

  /// A process without a terminal.
  Screen NONE =
      new Screen() {
        @Override
        public boolean showsOut() {
          return false;
        }

        @Override
        public boolean showsErr() {
          return false;
        }

        @Override
        public int columns() {
          return DEFAULT_COLUMNS;
        }
      };

  /// What terminals have had since punched cards.
  int DEFAULT_COLUMNS = 80;

  /// Whether a person reads the standard output on it.
  boolean showsOut();

  /// Whether a person reads the standard error on it.
  boolean showsErr();

  /// How many columns it has now; asked for when it matters, since windows change their size.
  int columns();
}
