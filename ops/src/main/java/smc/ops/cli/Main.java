package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import smc.engine.backtest.OutOfRangeException;
import smc.engine.config.ConfigException;
import smc.engine.ring.EngineFaultException;
import smc.exchange.FolderTakenException;
import smc.journal.DiskFullException;
import smc.journal.JournalException;
import smc.journal.RefusedStartException;
import smc.ops.cli.api.ApiCommand;
import smc.ops.cli.api.DashboardCommand;
import smc.ops.cli.ask.BundleCommand;
import smc.ops.cli.ask.DiffCommand;
import smc.ops.cli.ask.ExportCommand;
import smc.ops.cli.ask.ReplayCommand;
import smc.ops.cli.ask.WhyCommand;
import smc.ops.cli.ask.WhyNotCommand;
import smc.ops.cli.control.AcknowledgeCommand;
import smc.ops.cli.control.FlattenCommand;
import smc.ops.cli.control.HaltCommand;
import smc.ops.cli.control.KillCommand;
import smc.ops.cli.control.PauseCommand;
import smc.ops.cli.control.ReduceCommand;
import smc.ops.cli.control.ResumeCommand;
import smc.ops.cli.demo.DemoCommand;
import smc.ops.cli.door.DoctorCommand;
import smc.ops.cli.door.StageCommand;
import smc.ops.cli.door.UptimeCommand;
import smc.ops.cli.notify.TailCommand;
import smc.ops.cli.notify.TelegramCommand;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.CommandGroups;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.question.NightlyCommand;
import smc.ops.cli.question.ParityCommand;
import smc.ops.cli.question.UpgradeCommand;
import smc.ops.cli.question.WhatIfCommand;
import smc.ops.exchange.KeyFileException;
import smc.ops.run.VenueRefusalException;

/** {@code ./smc}: reads the command line and runs the command it names. */
@Command(
        name = "smc",
        description = "The engine trades order blocks of perpetual futures, and says why.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 good, 1 the thing asked for failed, 2 usage or configuration, 3 refused for safety."
        })
public final class Main implements Runnable {
    /** Every command, by what somebody wants of it. */
    static final Map<String, List<String>> GROUPS = groups();

    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec
    private CommandSpec spec;

    private Main() {}

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("run", RunCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("tail", TailCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("dashboard", DashboardCommand.class);
        commands.put("pause", PauseCommand.class);
        commands.put("resume", ResumeCommand.class);
        commands.put("reduce", ReduceCommand.class);
        commands.put("halt", HaltCommand.class);
        commands.put("flatten", FlattenCommand.class);
        commands.put("acknowledge", AcknowledgeCommand.class);
        commands.put("kill", KillCommand.class);
        commands.put("backtest", BacktestCommand.class);
        commands.put("blocks", BlocksCommand.class);
        commands.put("record", RecordCommand.class);
        commands.put("journal", JournalCommand.class);
        commands.put("snapshot", SnapshotCommand.class);
        commands.put("at", AtCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("exchange", ExchangeCommand.class);
        commands.put("fetch", FetchCommand.class);
        commands.put("watch", WatchCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("capital", CapitalCommand.class);
        commands.put("upgrade", UpgradeCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("stage", StageCommand.class);
        commands.put("uptime", UptimeCommand.class);
        commands.put("api", ApiCommand.class);
        commands.put("telegram", TelegramCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("why", WhyCommand.class);
        commands.put("why-not", WhyNotCommand.class);
        commands.put("what-if", WhatIfCommand.class);
        commands.put("parity", ParityCommand.class);
        commands.put("nightly", NightlyCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("bundle", BundleCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("generate-completion", AutoComplete.GenerateCompletion.class);
        return commands;
    }

    private static Map<String, List<String>> groups() {
        var groups = new LinkedHashMap<String, List<String>>();
        groups.put("Every day", List.of("run", "status", "tail", "demo", "dashboard"));
        groups.put("Hold it back", List.of("pause", "resume", "reduce", "halt", "flatten", "kill", "acknowledge"));
        groups.put(
                "Ask why",
                List.of("why", "why-not", "at", "diff", "what-if", "parity", "export", "bundle", "replay", "report"));
        groups.put("Before real money", List.of("doctor", "stage", "uptime"));
        groups.put("Test a market", List.of("backtest", "blocks", "data", "record"));
        groups.put(
                "Look after it",
                List.of(
                        "journal",
                        "snapshot",
                        "nightly",
                        "config",
                        "capital",
                        "upgrade",
                        "api",
                        "fetch",
                        "watch",
                        "exchange",
                        "telegram"));
        return Collections.unmodifiableMap(groups);
    }

    public static void main(String[] arguments) {
        // Scripts read the output: 24,000 is 24,000 whatever the user's language.
        Locale.setDefault(Locale.ROOT);
        var out = new PrintWriter(System.out, false, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        int exitCode = run(out, err, arguments);
        if (out.checkError() && exitCode == ExitCode.GOOD) {
            err.println("smc: the output could not be written: is the disk full, or has who reads it gone?");
            exitCode = ExitCode.FAILED;
        }
        System.exit(exitCode);
    }

    /** Runs one command line and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = commandLine(arguments).setOut(out).setErr(err);
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return defect(commandLine, e);
        }
    }

    /** With the command that is named, or with all where none is: to describe them to picocli takes longer than most of them take. */
    private static CommandLine commandLine(String... arguments) {
        Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return named == null || named == AutoComplete.GenerateCompletion.class
                ? commandLine()
                : set(new CommandLine(new Main()).addSubcommand(arguments[0], named));
    }

    /** With every command. */
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        COMMANDS.forEach(commandLine::addSubcommand);
        commandLine
                .getSubcommands()
                .get("generate-completion")
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        CommandGroups.show(commandLine, GROUPS);
        return set(commandLine);
    }

    private static CommandLine set(CommandLine commandLine) {
        return commandLine
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setParameterExceptionHandler(Main::mistaken)
                .setExecutionExceptionHandler(Main::report);
    }

    /** What is empty, as a variable that is not set, would be the folder the program runs in. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("expected the name of a file or folder, was nothing");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("expected the name of a file or folder, " + e.getMessage());
        }
    }

    /** Without a command there is nothing to do: that is a usage error, so that a script notices. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? ./smc --help lists them");
    }

    /** The line that is wrong stays in sight, which forty lines of help would scroll away. */
    private static int mistaken(ParameterException e, String[] arguments) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("try ./" + commandLine.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** An error is one line, a defect too: its stack is in a file that the line names, for whoever can mend it. */
    private static int report(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        return switch (e) {
            case ConfigException wrong -> {
                wrong.findings().forEach(commandLine.getErr()::println);
                yield ExitCode.USAGE;
            }
            case FolderTakenException refused -> refused(commandLine, refused);
            case KeyFileException refused -> refused(commandLine, refused);
            case VenueRefusalException refused -> refused(commandLine, refused);
            case FileSystemException failed -> failed(commandLine, failed.getMessage() + reason(failed));
            case IOException failed -> failed(commandLine, failed.getMessage());
            case UncheckedIOException failed ->
                failed(commandLine, failed.getCause().getMessage());
            case DiskFullException refused -> refused(commandLine, refused);
            case RefusedStartException refused -> refused(commandLine, refused);
            case JournalException failed -> failed(commandLine, failed.getMessage());
            case EngineFaultException failed -> failed(commandLine, failed.getMessage());
            case OutOfRangeException failed -> failed(commandLine, failed.getMessage());
            default -> defect(commandLine, e);
        };
    }

    private static int refused(CommandLine commandLine, Exception e) {
        commandLine.getErr().println("smc: refused: " + e.getMessage());
        return ExitCode.REFUSED;
    }

    private static int failed(CommandLine commandLine, String message) {
        commandLine.getErr().println("smc: " + message);
        return ExitCode.FAILED;
    }

    /** Its message is the name of the file alone where the system gave no other reason than the kind of the exception. */
    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return "";
        }
        return switch (e) {
            case NoSuchFileException _ -> ": no such file or folder";
            case AccessDeniedException _ -> ": no permission";
            case FileAlreadyExistsException _ -> ": exists already, and is no folder";
            case NotDirectoryException _ -> ": expected a folder, is none";
            case DirectoryNotEmptyException _ -> ": the folder is not empty";
            default -> ": " + e.getClass().getSimpleName();
        };
    }

    private static int defect(CommandLine commandLine, Throwable e) {
        var stack = new StringWriter();
        e.printStackTrace(new PrintWriter(stack, true));
        String place;
        try {
            place = "; its stack is in "
                    + Files.writeString(Files.createTempFile("smc-defect-", ".txt"), stack.toString());
        } catch (IOException _) {
            place = "";
        }
        return failed(commandLine, "a defect of the program: " + e + place);
    }

    /** As {@code --version} prints it. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"smc " + Build.version() + ", Java " + Runtime.version()};
        }
    }
}
