package smc.engine.config;

/**
 * One thing wrong with the configuration.
 *
 * @param file the file, or the folder, as the caller named it
 * @param line from 1; 0 where there is no line to point at
 * @param path of the value, such as {@code $.fresh.capitalPct}; {@code $} for the whole file
 * @param message what was expected and what came
 */
public record Finding(String file, int line, String path, String message) {
    /** {@code config/account-a.json:6: $.fresh.capitalPct: expected ...}. */
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + path + ": " + message;
    }
}
