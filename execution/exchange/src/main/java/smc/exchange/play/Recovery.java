package smc.exchange.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smc.exchange.MarketFeed;
import smc.exchange.json.CommandKind;
import smc.exchange.json.CommandReader;
import smc.exchange.matching.VenueSettings;
import smc.exchange.rules.Exchange;

/** Brings a fresh exchange to where the one before it stood: by the log, then by the place. On the event loop. */
final class Recovery {
    private final Exchange exchange;
    private final CommandReader reader;
    private final Playback playback;
    private final MarketFeed feed;
    private final VenueSettings venue;
    private final List<String> remarks = new ArrayList<>();
    private String firstLine = "";

    Recovery(Exchange exchange, CommandReader reader, Playback playback, MarketFeed feed, VenueSettings venue) {
        this.exchange = exchange;
        this.reader = reader;
        this.playback = playback;
        this.feed = feed;
        this.venue = venue;
    }

    /** Carries out what the log has; begins it if it is empty. */
    void recover(CommandLog commands) throws IOException {
        List<JsonNode> lines = commands.lines();
        if (commands.bytesCutOff() > 0) {
            remarks.add("%s has a torn tail: its last %d bytes, no whole line and never answered, were cut off"
                    .formatted(commands.file(), commands.bytesCutOff()));
        }
        // Through text, as the log has been: a number read is not always the number written.
        var header = new LogHeader(feed, exchange.accounts(), exchange.instruments(), venue);
        if (lines.isEmpty()) {
            firstLine = header.line().toString();
            commands.append(header.line());
            return;
        }
        firstLine = lines.getFirst().toString();
        if (!header.matches(firstLine)) {
            throw new IOException(
                    commands.file() + ":1: expected this exchange, " + header.line() + ", was another, " + firstLine
                            + "; start it with the market and the accounts it was begun with, or with another folder");
        }
        for (int i = 1; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            playback.deliverUpTo(line.path("place").asLong(), commands.file() + ":" + (i + 1));
            if (line.has("command")) {
                try {
                    playback.passTo(Math.max(
                            playback.marketNanos(), line.path("market_nanos").asLong()));
                    exchange.nextOrderId(line.path("next_id").asLong());
                    exchange.execute(reader.read(
                            line.path("user").asInt(),
                            CommandKind.valueOf(line.path("command").asText()),
                            (ObjectNode) line.get("body")));
                } catch (RuntimeException e) {
                    throw new IOException(
                            commands.file() + ":" + (i + 1) + ": expected a command that was once taken, "
                                    + e.getMessage() + "; " + CommandLog.advice(commands.file()),
                            e);
                }
            }
        }
        lines.clear();
    }

    /** Goes on from the log's last place to where a killed exchange had come. */
    PlaceFile recoverPlace(Path folder) throws IOException {
        var file = new PlaceFile(folder, firstLine);
        try {
            Optional<PlaceFile.Place> kept = file.read();
            if (kept.isEmpty() && file.isWritten() && playback.place() > 0) {
                remarks.add(
                        "%s is torn or damaged, or another exchange's: the market goes on at the log's place, %d, which may be before what was told"
                                .formatted(folder.resolve(PlaceFile.FILE), playback.place()));
            }
            if (kept.isPresent()) {
                playback.deliverUpTo(kept.get().trades(), folder.toString());
                playback.passTo(Math.max(playback.marketNanos(), kept.get().marketNanos()));
                while (playback.hasNext() && feed.isHole() && feed.timeNanos() <= playback.marketNanos()) {
                    playback.pass();
                }
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What there is to say of the files, for people. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
