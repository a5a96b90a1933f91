package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;

/**
 * A folder with a copy of the shipped configuration, less the limits that a recording does not know, and the markets a test makes up. Its dashboard is
 * on a free port.
 */
record MarketFolder(Path path) {
    private static final List<String> CONFIGURATION =
            List.of("engine.json", "symbols.json", "account-a.json", "account-b.json");

    private static final Pattern LIMITS = Pattern.compile("(?s),\\s*\"risk\": \\{.*?\\}");

    static MarketFolder in(Path empty) {
        return of(empty, text -> LIMITS.matcher(text).replaceFirst(""));
    }

    /** With the limits too. */
    static MarketFolder asShipped(Path empty) {
        return of(empty, UnaryOperator.identity());
    }

    private static MarketFolder of(Path empty, UnaryOperator<String> changed) {
        var folder = new MarketFolder(empty);
        Path shipped = repository().resolve("config");
        for (String name : CONFIGURATION) {
            folder.write(
                    "config/" + name,
                    changed.apply(read(shipped.resolve(name)).replace("\"port\": 3000", "\"port\": 0")));
        }
        return folder;
    }

    /** Writes a candle file and returns it. */
    Path candles(String name, List<Candle> candles) {
        return write(name, CandleCsv.text(candles));
    }

    /** Writes a file and returns it. */
    Path write(String name, String text) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the one place in a configuration file where {@code before} stands. */
    MarketFolder configure(String name, String before, String after) {
        String text = read(path.resolve("config").resolve(name));
        assertThat(text).containsOnlyOnce(before);
        write("config/" + name, text.replace(before, after));
        return this;
    }

    CommandRun backtest(Object... arguments) {
        return smc(Stream.concat(Stream.of("backtest", "--config", path.resolve("config")), Stream.of(arguments))
                .toArray());
    }

    /** Every file below {@code folder} with its bytes as characters, by name. */
    static Map<String, String> files(Path folder) {
        var files = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), bytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Everything in this folder, by name. */
    List<String> entries() {
        try (Stream<Path> paths = Files.list(path)) {
            return paths.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in the folder of their module, or in the repository itself. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    }
}
