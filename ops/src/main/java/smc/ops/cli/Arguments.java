package smc.ops.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of command-line arguments that picocli cannot know; each failure is a usage error. */
final class Arguments {
    private Arguments() {}

    /** @throws ParameterException if {@code file} is no file that can be read */
    static void requireReadable(CommandSpec spec, Path file) {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "expected a file, is a folder: " + file);
        }
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "no such file: " + file);
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), "no permission to read: " + file);
        }
    }

    /** @throws ParameterException if {@code file} cannot be written for want of a folder, or because it is one */
    static void requireWritable(CommandSpec spec, Path file) {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "expected a file to write, is a folder: " + file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "no such folder: " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new ParameterException(spec.commandLine(), "no permission to write into: " + folder);
        }
    }

    /** {@code SOLUSDT} of {@code SOLUSDT-perp-15m.csv.gz}: what comes before the first dash or point. */
    static String symbolOf(Path file) {
        String name = file.getFileName().toString();
        int end = 0;
        while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
            end++;
        }
        return end == 0 ? name : name.substring(0, end);
    }
}
