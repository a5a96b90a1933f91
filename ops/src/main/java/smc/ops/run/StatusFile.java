package smc.ops.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.live.Delays;
import smc.engine.live.LiveStatus;
import smc.engine.view.EngineView;
import smc.execution.venue.KnownOrder;
import smc.feed.file.DataFileException;
import smc.feed.file.OutputFile;
import smc.strategy.number.FixedPoint;

/**
 * How a running engine stands, written whole once a second: {@code state/status.json} of its data folder, for {@code ./smc status} and for other
 * programs. Prices and money are decimal text, times ISO 8601, ids text.
 */
public final class StatusFile {
    /** Blocks of a symbol that are told, nearest to the price first. */
    private static final int BLOCKS_MAX = 10;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final String venue;
    private final Instant startedAt;

    /** @param venue its name */
    public StatusFile(Path data, String venue, Instant startedAt) {
        file = of(data);
        this.venue = venue;
        this.startedAt = startedAt;
    }

    private static Path of(Path data) {
        return data.resolve("state").resolve("status.json");
    }

    /** Replaces what was there. */
    public void write(LiveStatus status, Instant now) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("pid", ProcessHandle.current().pid())
                .put("written", now.toString())
                .put("started", startedAt.toString())
                .put("venue", venue)
                .put("marketTime", utc(status.marketNanos()))
                .put("epoch", status.engine().epoch())
                .put("sequence", Long.toString(status.engine().sequence()))
                .put("connected", status.isConnected())
                .put("trades", status.trades())
                .put("gaps", status.gaps())
                .put("disconnects", status.disconnects())
                .put("disk", status.disk().name());
        ObjectNode delays = json.putObject("delays");
        put(delays.putObject("closeToBlocks"), status.blocks());
        put(delays.putObject("closeToOrder"), status.orders());
        ArrayNode symbols = json.putArray("symbols");
        for (EngineView.SymbolState symbol : status.engine().symbols()) {
            ObjectNode one = symbols.addObject()
                    .put("symbol", symbol.symbol())
                    .put("price", FixedPoint.formatE8(symbol.lastPriceE8()))
                    .put("lastCandle", symbol.candles() == 0 ? null : utc(symbol.lastCandleNanos()))
                    .put("trusted", symbol.isTrusted())
                    .put("blocksAlive", symbol.blocks().size());
            ArrayNode blocks = one.putArray("nearestBlocks");
            symbol.blocks().stream()
                    .limit(BLOCKS_MAX)
                    .forEach(block -> blocks.addObject()
                            .put("side", block.side().name())
                            .put("state", block.state().name())
                            .put("top", FixedPoint.formatE8(block.topE8()))
                            .put("bottom", FixedPoint.formatE8(block.bottomE8()))
                            .put("origin", utc(block.originNanos())));
        }
        ArrayNode desks = json.putArray("desks");
        for (EngineView.DeskState desk : status.engine().desks()) {
            desks.addObject()
                    .put("mode", String.valueOf(desk.mode().letter()))
                    .put("symbol", desk.symbol())
                    .put("tradingOn", desk.isTradingOn())
                    .put("position", desk.contracts())
                    .put("entry", FixedPoint.formatE8(desk.entryE8()))
                    .put("stop", FixedPoint.formatE8(desk.stopE8()))
                    .put("target", FixedPoint.formatE8(desk.targetE8()))
                    .put("capital", FixedPoint.formatE8(desk.capitalE8()))
                    .put("equity", FixedPoint.formatE8(desk.equityE8()))
                    .put("tradesClosed", desk.tradesClosed());
        }
        ArrayNode orders = json.putArray("orders");
        for (KnownOrder order : status.engine().orders()) {
            orders.addObject()
                    .put("id", Long.toString(order.orderId()))
                    .put("account", order.accountId())
                    .put(
                            "symbol",
                            status.engine().symbols().get(order.instrumentId()).symbol())
                    .put("purpose", order.purpose().name())
                    .put("direction", order.direction().name())
                    .put("price", FixedPoint.formatE8(order.priceE8()))
                    .put("contracts", order.contracts())
                    .put("filled", order.filledContracts())
                    .put("state", order.state().name());
        }
        Files.createDirectories(file.getParent());
        OutputFile.write(
                file, out -> out.append(MAPPER.writeValueAsString(json)).append('\n'));
    }

    /** It has stopped, and says so. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * What the engine of a data folder wrote last.
     *
     * @return empty if there is none
     * @throws DataFileException if it is not what an engine writes
     */
    public static Optional<JsonNode> read(Path data) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(of(data)));
            Instant.parse(json.path("written").asText());
            if (!json.path("pid").canConvertToLong()) {
                throw new DataFileException(of(data), "expected the id of a process, was " + json.path("pid"));
            }
            return Optional.of(json);
        } catch (DateTimeParseException e) {
            throw new DataFileException(
                    of(data), "expected the time at which an engine wrote it, was \"" + e.getParsedString() + "\"");
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DataFileException(of(data), "expected JSON: " + e.getOriginalMessage());
        }
    }

    private static void put(ObjectNode json, Delays delays) {
        json.put("count", delays.count())
                .put("lastMillis", TimeUnit.NANOSECONDS.toMillis(delays.lastNanos()))
                .put("greatestMillis", TimeUnit.NANOSECONDS.toMillis(delays.greatestNanos()))
                .put("limitMillis", TimeUnit.NANOSECONDS.toMillis(delays.limitNanos()))
                .put("over", delays.over());
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
