package smc.ops.cli.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.api.token.Token;
import smc.ops.api.token.TokenFile;
import smc.ops.api.token.TokenKind;
import smc.ops.cli.option.ExitCode;
import smc.ops.text.TextTable;

/** {@code smc api token}: makes, lists and revokes them. */
@Command(
        name = "token",
        description = {
            "The tokens of a data folder: which there are, new ones, and no more.",
            "A running engine knows of a change with the next request."
        },
        mixinStandardHelpOptions = true,
        subcommands = {TokenCommand.New.class, TokenCommand.Revoke.class, TokenCommand.Show.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There are: new, revoke, list");
    }

    /** What all of them want to know. */
    static final class Folder {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
        private Path data;

        TokenFile file(CommandSpec spec) {
            if (Files.exists(data) && !Files.isDirectory(data)) {
                throw new ParameterException(spec.commandLine(), "--data: expected a folder, was a file: " + data);
            }
            return new TokenFile(data);
        }
    }

    private static void requireName(CommandSpec spec, String name) {
        if (!name.matches(Token.NAME)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "NAME: expected 1 to 20 small letters, digits and hyphens, was \"" + name + "\"");
        }
    }

    /** {@code smc api token new}. */
    @Command(
            name = "new",
            description = {
                "A token is made and shown, this once.",
                "Only its hash is kept, in state/tokens.json of the folder. Its name is journaled with what it commands."
            },
            footer = {"", "Example:", "  ./smc api token new phone --read-only --data data"},
            mixinStandardHelpOptions = true)
    static final class New implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose it is: 1 to 20 small letters, digits and hyphens.")
        private String name;

        @ArgGroup(multiplicity = "1")
        private Kind kind;

        @Mixin
        private Folder folder;

        @Spec
        private CommandSpec spec;

        static final class Kind {
            @Option(names = "--read-only", required = true, description = "It may look at everything.")
            private boolean isReadOnly;

            @Option(
                    names = "--trading",
                    required = true,
                    description = "It may command too: pause, flatten, kill and the others.")
            @SuppressWarnings("UnusedVariable") // It is this one where it is not the other.
            private boolean isTrading;
        }

        @Override
        public Integer call() throws IOException {
            requireName(spec, name);
            try {
                Token.Fresh fresh = folder.file(spec)
                        .add(
                                name,
                                kind.isReadOnly ? TokenKind.READ_ONLY : TokenKind.TRADING,
                                Instant.now().truncatedTo(ChronoUnit.SECONDS));
                PrintWriter out = spec.commandLine().getOut();
                out.println(fresh.secret());
                out.flush();
                spec.commandLine()
                        .getErr()
                        .println(
                                "smc: this is %s, %s; it is not shown again, ./smc api token revoke %s --data %s ends it"
                                        .formatted(name, fresh.token().kind().text(), name, folder.data));
                return ExitCode.GOOD;
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "NAME: " + e.getMessage());
            }
        }
    }

    /** {@code smc api token revoke}. */
    @Command(
            name = "revoke",
            description = {
                "A token is good for nothing any more.",
                "Whoever is logged in by it is out with the next request."
            },
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose it is.")
        private String name;

        @Mixin
        private Folder folder;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            TokenFile file = folder.file(spec);
            if (!file.revoke(name)) {
                List<Token> known = file.read();
                throw new ParameterException(
                        spec.commandLine(),
                        "NAME: expected the name of a token, %s, was \"%s\""
                                .formatted(
                                        known.isEmpty()
                                                ? "of which there are none"
                                                : "which are "
                                                        + known.stream()
                                                                .map(Token::name)
                                                                .collect(Collectors.joining(", ")),
                                        name));
            }
            spec.commandLine().getOut().println("revoked " + name);
            return ExitCode.GOOD;
        }
    }

    /** {@code smc api token list}. */
    @Command(
            name = "list",
            description = "All tokens of a folder, without the tokens themselves.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private Folder folder;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<Token> tokens = folder.file(spec).read();
            if (tokens.isEmpty()) {
                spec.commandLine().getOut().println("there are no tokens; ./smc api token new makes one");
                return ExitCode.GOOD;
            }
            var table = new TextTable("name", "kind", "made").alignLeft(0, 1, 2);
            tokens.forEach(token -> table.add(token.name(), token.kind().text(), token.made()));
            table.print(spec.commandLine().getOut());
            return ExitCode.GOOD;
        }
    }
}
