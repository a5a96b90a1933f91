package smc.ops.cli.question;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.TimeConverter;
import smc.ops.journal.Moment;
import smc.ops.question.Market;
import smc.ops.question.QuestionJson;
import smc.ops.question.WhatIf;
import smc.ops.question.WhatIfText;
import smc.ops.question.Window;

/** {@code smc what-if}: the recorded market under other rules. */
@Command(
        name = "what-if",
        description = {
            "The market of a journal is traded again by other rules.",
            "That is done at the simulated venue. Three ways stand side by side:",
            "what happened, the recorded rules simulated, and the others.",
            "The second against the first is the model's error, the third against the second the effect.",
            "Without other rules the model's error alone is told. A running engine is not disturbed."
        },
        footer = {"", "Example:", "  ./smc what-if --data data --set account-a.cooldownCandles=1"},
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class WhatIfCommand implements Callable<Integer> {
    private static final String SET = "--set";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @ArgGroup(multiplicity = "0..1")
    private Rules rules = new Rules();

    private static final class Rules {
        @Option(
                names = SET,
                paramLabel = "FILE.KEY=VALUE",
                description = {
                    "Another value of a key of the recorded configuration, of each start's; may be repeated.",
                    "Keys within keys have points between them: account-a.fresh.leverage=10."
                })
        private Map<String, String> values = new LinkedHashMap<>();

        @Option(names = "--config", paramLabel = "DIR", description = "Folder of another configuration.")
        private Path folder;
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = {
                "Count and compare from here on: 2025-01-31, 2025-01-31T12:00:00Z or unix seconds.",
                "What lies before is traded all the same."
            })
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Leave out what comes from here on.")
    private Instant to = TimeConverter.LAST;

    @Option(names = "--json", description = "For programs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is not before --to " + to);
        }
        long toNanos = TimeConverter.nanos(to);
        Market market = Market.of(data, new Moment.AtTime(toNanos));
        if (market.lastNanos() == 0 || market.lastNanos() < TimeConverter.nanos(from)) {
            throw new ParameterException(
                    spec.commandLine(),
                    market.lastNanos() == 0
                            ? "--to " + to + " is before the journal's first frame"
                            : "--from %s is after the journal's last frame, of %s"
                                    .formatted(from, Moment.utc(market.lastNanos())));
        }
        Arguments.say(spec, market.remarks());
        WhatIf answer = answer(market, new Window(TimeConverter.nanos(from), toNanos));
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(QuestionJson.of(answer).toPrettyString());
        } else {
            WhatIfText.print(answer, out);
        }
        return ExitCode.GOOD;
    }

    private WhatIf answer(Market market, Window window) {
        try {
            return WhatIf.of(market, others(), window);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A folder is for all of the journal; another value of a key is one in the configuration of each start. */
    private Optional<UnaryOperator<Configuration>> others() {
        if (rules.folder != null) {
            Configuration whole = Configuration.load(rules.folder);
            return Optional.of(_ -> whole);
        }
        return rules.values.isEmpty() ? Optional.empty() : Optional.of(recorded -> recorded.with(rules.values, SET));
    }
}
