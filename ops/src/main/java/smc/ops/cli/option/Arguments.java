package smc.ops.cli.option;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import smc.engine.config.Configuration;
import smc.engine.config.SymbolConfig;
import smc.engine.event.Inputs;
import smc.feed.file.DataTerms;
import smc.journal.chronicle.JournalFolder;
import smc.ops.night.Retention;
import smc.ops.story.ResultFiles;

/** Checks of command-line arguments that picocli cannot know; each failure is a usage error. */
public final class Arguments {
    private static final int PORT_MAX = 65_535;
    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Arguments() {}

    /**
     * @param days null for never
     * @throws ParameterException if archives are not deleted at that age
     */
    public static void requireKeepDays(CommandSpec spec, Integer days) {
        if (days != null && !Retention.Rule.isAllowed(days)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep-days: expected %d to %d, was %d"
                            .formatted(Retention.KEEP_DAYS_MIN, Retention.KEEP_DAYS_MAX, days));
        }
    }

    /** @throws ParameterException if {@code file} is no file that can be read */
    public static void requireReadable(CommandSpec spec, Path file) {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "expected a file, is a folder: " + file);
        }
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "no such file: " + file);
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(
                    spec.commandLine(), "no permission to read: " + file + "; give it with chmod u+r");
        }
    }

    /**
     * @param inputs what the command reads: replacing it would lose data, or compare the output with itself; null where none was given
     * @throws ParameterException if {@code file} cannot be replaced: it is a folder, a device or an input, or its folder is missing or
     *     cannot be written
     */
    public static void requireWritable(CommandSpec spec, Path file, Path... inputs) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "expected a file to write, is a folder: " + file);
        }
        // The file is replaced by renaming: for root that would turn /dev/null into a plain file.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "expected a file to write, is a device, pipe or socket: " + file);
        }
        for (Path input : inputs) {
            if (input != null && Files.exists(file) && Files.isSameFile(file, input)) {
                throw new ParameterException(
                        spec.commandLine(), "expected another file to write than to read: " + file);
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "no such folder: " + folder + "; make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no permission to write into: " + folder + "; name another folder, or give the permission");
        }
    }

    /** The folder to write if none was named: in {@code parent}, by the time of now in UTC. */
    public static Path byTime(String parent) {
        return Path.of(parent, FOLDER_NAME.format(Instant.now()));
    }

    /** @throws ParameterException if {@code folder} is no folder that can be read, or no backtest has written it */
    public static void requireResultFolder(CommandSpec spec, Path folder) {
        requireFolder(spec, folder);
        if (!ResultFiles.areIn(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected a folder that a backtest has written, was " + folder
                            + "; ./smc backtest --out writes one");
        }
    }

    /** @throws ParameterException if {@code folder} is no folder that can be read, or there is no journal in it */
    public static void requireDataFolder(CommandSpec spec, Path folder) {
        requireFolder(spec, folder);
        if (!JournalFolder.isIn(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected a data folder with a journal in it, was " + folder
                            + "; ./smc run and ./smc record write one with --data");
        }
    }

    /** @throws ParameterException if {@code folder} exists with something in it, or cannot be made */
    public static void requireFree(CommandSpec spec, String option, Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(
                        spec.commandLine(), option + ": expected a folder to make, is a file: " + folder);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(),
                            option + ": the folder exists and is not empty: " + folder
                                    + "; name one that does not exist yet");
                }
            }
        }
        for (Path parent = folder.toAbsolutePath().getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
                    throw new ParameterException(
                            spec.commandLine(),
                            option + ": cannot write into " + parent + "; name another folder, or give the permission");
                }
                return;
            }
        }
    }

    /** Beside an answer, what must be known of what it was taken from. */
    public static void say(CommandSpec spec, List<String> remarks) {
        remarks.forEach(remark -> spec.commandLine().getErr().println("smc: " + remark));
    }

    private static void requireFolder(CommandSpec spec, Path folder) {
        if (!Files.exists(folder)) {
            throw new ParameterException(spec.commandLine(), "no such folder: " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "expected a folder, is a file: " + folder);
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new ParameterException(spec.commandLine(), "no permission to read: " + folder);
        }
    }

    /**
     * The base of REST of an exchange whose sockets are on the two ports after it.
     *
     * @throws ParameterException if it is no {@code HOST:PORT}
     */
    public static URI requireAddress(CommandSpec spec, String option, String hostAndPort) {
        try {
            URI uri = URI.create("http://" + hostAndPort);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() > 0
                    && uri.getPort() <= PORT_MAX - 2
                    && uri.getAuthority().equals(hostAndPort)) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below, with addresses that are well formed but none of these.
        }
        throw new ParameterException(
                spec.commandLine(),
                option + ": expected HOST:PORT, was " + hostAndPort + "; for example 127.0.0.1:8710");
    }

    /** @throws ParameterException if {@code symbols.json} does not have the symbol */
    public static SymbolConfig requireConfigured(
            CommandSpec spec, Configuration configuration, String option, String symbol) {
        SymbolConfig configured = configuration.symbols().get(symbol);
        if (configured == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": expected a symbol of symbols.json, "
                            + String.join(", ", configuration.symbols().keySet()) + ", was " + symbol);
        }
        return configured;
    }

    /** What the data of a configured symbol is held against, now. */
    public static DataTerms terms(SymbolConfig configured) {
        return new DataTerms(configured.contractValueE8(), configured.tickE8(), nowNanos());
    }

    /** Epoch nanoseconds, of the clock of the machine. */
    public static long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** {@code SOLUSDT} of {@code SOLUSDT-perp-15m.csv.gz}: what comes before the first dash or point. */
    public static String symbolOf(Path file) {
        String name = file.getFileName().toString();
        int end = 0;
        while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
            end++;
        }
        return end == 0 ? name : name.substring(0, end);
    }

    /**
     * Number of an account: by the name of its file, less its ending, or the letter of its mode.
     *
     * @param argument as a person knows it, for what is said if there is none
     */
    public static int accountId(CommandSpec spec, String argument, Configuration configuration, String account) {
        List<String> names = configuration.engine().accountNames();
        return IntStream.range(0, names.size())
                .filter(id -> names.get(id).equals(account)
                        || String.valueOf(
                                        configuration.accounts().get(id).mode().letter())
                                .equalsIgnoreCase(account))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "%s: expected one of %s, was %s".formatted(argument, String.join(", ", names), account)));
    }

    /** Number of a symbol that is traded. */
    public static int instrumentId(CommandSpec spec, String argument, Configuration configuration, String symbol) {
        List<String> symbols = configuration.engine().symbols();
        if (!symbols.contains(symbol)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: expected one of %s, was %s".formatted(argument, String.join(", ", symbols), symbol));
        }
        return symbols.indexOf(symbol);
    }

    /** Why somebody does something: words, all of which the journal has room for, and nothing that would break a line. */
    public static void requireReason(CommandSpec spec, String reason) {
        if (!reason.matches("[^\\x00-\\x1f]{1,200}")
                || reason.isBlank()
                || reason.getBytes(StandardCharsets.UTF_8).length > Inputs.WHY_BYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reason: expected 1 to 200 characters, none of them a control character, at most %d bytes"
                            .formatted(Inputs.WHY_BYTES));
        }
    }
}
