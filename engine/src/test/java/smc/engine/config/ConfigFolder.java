package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the shipped configuration that a test may spoil. */
record ConfigFolder(Path path) {
    static final List<String> SHIPPED_FILES =
            List.of("engine.json", "symbols.json", "account-a.json", "account-b.json");

    /** {@code config/} in the nearest parent folder that holds {@code .mvn}. */
    static Path shipped() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder.resolve("config");
    }

    /** Into an empty folder. */
    static ConfigFolder copiedTo(Path empty) {
        ConfigFolder folder = new ConfigFolder(empty);
        SHIPPED_FILES.forEach(name -> folder.write(name, read(shipped().resolve(name))));
        return folder;
    }

    String text(String name) {
        return read(path.resolve(name));
    }

    ConfigFolder write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Replaces the one place where {@code before} stands. */
    ConfigFolder replace(String name, String before, String after) {
        String text = text(name);
        assertThat(text).containsOnlyOnce(before);
        return write(name, text.replace(before, after));
    }

    Configuration load() {
        return Configuration.load(path);
    }

    /** What is wrong; the loading must fail. */
    List<Finding> findings() {
        ConfigException refused = catchThrowableOfType(ConfigException.class, this::load);
        assertThat(refused).as("expected the configuration to be refused").isNotNull();
        return refused.findings();
    }

    /** The only thing that is wrong. */
    Finding finding() {
        assertThat(findings()).hasSize(1);
        return findings().getFirst();
    }

    /** A file's name as findings show it. */
    String shown(String name) {
        return path.resolve(name).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
