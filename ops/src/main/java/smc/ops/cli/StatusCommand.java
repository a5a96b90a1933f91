package smc.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.night.NightFile;
import smc.ops.state.ApiFile;
import smc.ops.state.StatusFile;
import smc.ops.text.TextTable;

/** {@code smc status}: how the running engine stands. */
@Command(
        name = "status",
        description = {
            "The engine of a data folder says how it stands.",
            "The exit code is 0 if it runs, 1 if it does not."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    /** It is written once a second. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFolder config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; dataDir of engine.json if not given.")
    private Path data;

    @Option(names = "--json", description = "As the engine writes it, and the last night's result, for programs.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        Path folder = data == null ? config.load().engine().dataDir() : data;
        PrintWriter out = spec.commandLine().getOut();
        Optional<JsonNode> read = StatusFile.read(folder);
        if (read.isEmpty()) {
            out.println("no engine runs on " + folder + "; ./smc run starts one");
            return ExitCode.FAILED;
        }
        ObjectNode status = (ObjectNode) read.get();
        NightFile.brief(folder).ifPresent(night -> status.set("nightly", night));
        Optional<ApiFile> dashboard = ApiFile.ofLiving(folder);
        dashboard.flatMap(ApiFile::url).ifPresent(url -> status.put("dashboard", url));
        long pid = status.path("pid").asLong();
        Duration age = Duration.between(Instant.parse(status.path("written").asText()), Instant.now());
        boolean isAlive = ProcessHandle.of(pid).isPresent();
        if (isJson) {
            out.println(status.toPrettyString());
        } else {
            print(out, status);
            dashboard.map(ApiFile::line).ifPresent(out::println);
        }
        if (!isAlive) {
            out.println("NOT RUNNING: process " + pid + " has ended without a word; start it again with ./smc run");
        } else if (age.compareTo(FRESH) > 0) {
            out.println("NOT HEARD OF for " + age.toSeconds() + " s: process " + pid + " lives and does not answer");
        }
        return isAlive && age.compareTo(FRESH) <= 0 ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static void print(PrintWriter out, JsonNode status) {
        out.printf(
                "process %d since %s, venue %s%nmarket time %s, epoch %d, frame %s, feed %s, disk %s%n%n",
                status.path("pid").asLong(),
                status.path("started").asText(),
                status.path("venue").asText(),
                status.path("marketTime").asText(),
                status.path("epoch").asLong(),
                status.path("sequence").asText(),
                status.path("connected").asBoolean() ? "on" : "LOST",
                status.path("disk").asText());
        var symbols = new TextTable("symbol", "price", "last candle", "trusted", "blocks", "nearest").alignLeft(2, 5);
        for (JsonNode symbol : status.path("symbols")) {
            JsonNode near = symbol.path("nearestBlocks").path(0);
            symbols.add(
                    symbol.path("symbol").asText(),
                    symbol.path("price").asText(),
                    symbol.path("lastCandle").asText(),
                    symbol.path("trusted").asBoolean() ? "yes" : "no",
                    symbol.path("blocksAlive").asInt(),
                    near.isMissingNode()
                            ? ""
                            : near.path("side").asText() + " "
                                    + near.path("state").asText() + " "
                                    + near.path("bottom").asText() + " to "
                                    + near.path("top").asText());
        }
        symbols.print(out);
        out.println();
        var desks = new TextTable(
                        "mode",
                        "symbol",
                        "trading",
                        "position",
                        "entry",
                        "stop",
                        "target",
                        "capital",
                        "equity",
                        "trades")
                .alignLeft(1, 2);
        for (JsonNode desk : status.path("desks")) {
            desks.add(
                    desk.path("mode").asText(),
                    desk.path("symbol").asText(),
                    trading(desk),
                    desk.path("position").asLong(),
                    desk.path("entry").asText(),
                    desk.path("stop").asText(),
                    desk.path("target").asText(),
                    desk.path("capital").asText(),
                    desk.path("equity").asText(),
                    desk.path("tradesClosed").asLong());
        }
        desks.print(out);
        status.path("desks").forEach(desk -> printHeldBack(out, desk));
        if (!status.path("orders").isEmpty()) {
            out.println();
            var orders = new TextTable(
                            "order", "account", "symbol", "for", "side", "price", "contracts", "filled", "state")
                    .alignLeft(2, 3, 4, 8);
            for (JsonNode order : status.path("orders")) {
                orders.add(
                        order.path("id").asText(),
                        order.path("account").asInt(),
                        order.path("symbol").asText(),
                        order.path("purpose").asText(),
                        order.path("direction").asText(),
                        order.path("price").asText(),
                        order.path("contracts").asLong(),
                        order.path("filled").asLong(),
                        order.path("state").asText());
            }
            orders.print(out);
        }
        out.println();
        var delays = new TextTable("after a close", "times", "last ms", "greatest ms", "limit ms", "over");
        add(delays, "blocks found", status.path("delays").path("closeToBlocks"));
        add(delays, "entry sent", status.path("delays").path("closeToOrder"));
        delays.print(out);
        if (status.has("nightly")) {
            out.println();
            print(out, status.path("nightly").path("night").asText(), status.path("nightly"));
        }
    }

    private static String trading(JsonNode desk) {
        String state = desk.path("state").asText("ACTIVE");
        if (!state.equals("ACTIVE")) {
            return state;
        }
        return desk.path("tradingOn").asBoolean() ? "on" : "off";
    }

    /** Nothing where everything may be done. */
    private static void printHeldBack(PrintWriter out, JsonNode desk) {
        JsonNode held = desk.path("heldBack");
        if (!held.isMissingNode()) {
            out.printf(
                    "%s %s: %s since %s%s, %s%s%n",
                    desk.path("mode").asText(),
                    desk.path("symbol").asText(),
                    desk.path("state").asText(),
                    held.path("since").asText(),
                    held.has("until") ? " until " + held.path("until").asText() : "",
                    held.path("text").asText(),
                    held.has("who")
                            ? " (%s: %s)"
                                    .formatted(
                                            held.path("who").asText(),
                                            held.path("why").asText())
                            : "");
        }
    }

    private static void print(PrintWriter out, String night, JsonNode result) {
        if (result.path("good").asBoolean()) {
            out.printf(
                    "night %s: %s, nothing to look at%n",
                    night,
                    result.path("day").isNull()
                            ? "no day was over"
                            : "day " + result.path("day").asText());
        }
        result.path("wrong").forEach(what -> out.printf("night %s: LOOK AT: %s%n", night, what.asText()));
    }

    private static void add(TextTable table, String what, JsonNode delays) {
        table.add(
                what,
                delays.path("count").asLong(),
                delays.path("lastMillis").asLong(),
                delays.path("greatestMillis").asLong(),
                delays.path("limitMillis").asLong(),
                delays.path("over").asLong());
    }
}
