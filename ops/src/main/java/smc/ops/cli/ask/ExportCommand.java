package smc.ops.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.event.text.FrameText;
import smc.feed.file.OutputFile;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MomentConverter;
import smc.ops.journal.Moment;
import smc.ops.journal.export.Export;
import smc.ops.journal.export.Export.What;
import smc.ops.journal.export.Export.Written;
import smc.ops.journal.export.OutsideJournalException;

/** {@code smc export}: rows of a journal for other programs. */
@Command(
        name = "export",
        description = {
            "A journal gives its rows to other programs, as CSV.",
            "Money and prices have eight decimals, times are ISO 8601 in UTC, ids stand in quotes. docs/recipes.md has",
            "what DuckDB and pandas need to take them for what they are."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--what",
            required = true,
            paramLabel = "WHAT",
            description = {
                "trades, orders, decisions, candles, equity, or frames: a row a message;",
                "frames:NAME, as frames:tradeClosed, has a column for each field of that message."
            })
    private String what;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write, compressed if its name ends in .gz; must not exist.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = "What was concluded in frames from here on.")
    private Moment from = new Moment.AtSequence(1);

    @Option(
            names = "--to",
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = "Leave out frames from here on.")
    private Moment to = Moment.END;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "csv|parquet",
            description =
                    "${DEFAULT-VALUE} if not given; of parquet the recipe is printed, since no part here writes it.")
    private String format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        String[] asked = what.split(":", 2);
        What rows = rows(asked[0]);
        String message = asked.length == 1 ? "" : message(rows, asked[1]);
        requireOrder();
        try {
            return switch (format) {
                case "csv" -> write(rows, message);
                case "parquet" -> printRecipe(Export.of(data, rows, message, from, to));
                default -> throw wrong("--format: expected csv or parquet, was " + format);
            };
        } catch (OutsideJournalException e) {
            throw wrong(data + ": " + e.getMessage());
        }
    }

    private int write(What rows, String message) throws IOException {
        if (Files.exists(out)) {
            throw wrong("--out: expected a file that does not exist yet, was " + out + "; name another, or remove it");
        }
        Arguments.requireWritable(spec, out);
        Export export = Export.of(data, rows, message, from, to);
        var written = new Written[1];
        OutputFile.write(out, file -> written[0] = export.writeTo(file));
        Arguments.say(spec, written[0].remarks());
        spec.commandLine().getOut().printf("%,d rows of %s written to %s%n", written[0].rows(), what, out);
        return ExitCode.GOOD;
    }

    private int printRecipe(Export export) {
        spec.commandLine()
                .getErr()
                .println("smc: --format parquet: expected the optional part that writes it, it is not installed;"
                        + " export CSV, and let DuckDB make Parquet of it:");
        PrintWriter recipe = spec.commandLine().getOut();
        String csv = out.toString().replaceFirst("\\.parquet$", ".csv");
        recipe.printf("-- ./smc export --data %s --what %s --out %s%n", data, what, csv);
        recipe.println(export.parquetRecipe(Path.of(csv)));
        return ExitCode.USAGE;
    }

    private What rows(String name) {
        return Stream.of(What.values())
                .filter(one -> name(one).equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("--what: expected "
                        + Stream.of(What.values()).map(ExportCommand::name).collect(Collectors.joining(", "))
                        + ", was " + name));
    }

    private String message(What rows, String message) {
        if (rows != What.FRAMES) {
            throw wrong("--what: expected a message with frames only, as frames:tradeClosed, was " + what);
        }
        Set<String> known = new FrameText().names();
        if (!known.contains(message)) {
            throw wrong("--what: expected one of " + String.join(", ", known) + " behind frames:, was " + message);
        }
        return message;
    }

    private void requireOrder() {
        boolean isTurned = switch (from) {
            case Moment.AtSequence(long first) -> to instanceof Moment.AtSequence(long end) && first > end;
            case Moment.AtTime(long first) -> to instanceof Moment.AtTime(long end) && first > end;
        };
        if (isTurned) {
            throw wrong("--from " + from + " is after --to " + to);
        }
    }

    private static String name(What what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
