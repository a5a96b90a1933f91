package smc.ops.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;
import smc.journal.chronicle.JournalFolder;

/**
 * Of which money a data folder is, for good.
 *
 * @param host of the venue's REST, without a port: a rehearsal at an exchange on this machine is not gone on with at Delta
 * @param since when it was said first, of the wall
 * @param hasWallTime whether the journal's times are those of the wall; empty before a start has come so far
 */
public record FolderMoney(MoneyKind kind, String host, Instant since, Optional<Boolean> hasWallTime) {
    /** Its name in the data folder. */
    public static final String FILE = "money.json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * What the folder says.
     *
     * @return empty if it says nothing, as folders of older builds do
     * @throws DataFileException if what it says cannot be understood
     */
    public static Optional<FolderMoney> of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            MoneyKind kind = MoneyKind.of(json.path("kind").asText())
                    .orElseThrow(() -> new DataFileException(
                            file,
                            "expected kind paper, testnet or live, was \""
                                    + json.path("kind").asText() + "\""));
            return Optional.of(new FolderMoney(
                    kind,
                    json.path("host").asText(),
                    Instant.parse(json.path("since").asText()),
                    json.has("wallTime") ? Optional.of(json.path("wallTime").asBoolean()) : Optional.empty()));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new DataFileException(file, "expected what money the folder is of, cannot be read as that");
        }
    }

    /** Of which money the folder's journal is: without a word, of none, since builds that said nothing could not trade with any. */
    public static Optional<MoneyKind> kindOf(Path data) throws IOException {
        Optional<FolderMoney> said = of(data);
        return said.isPresent()
                ? Optional.of(said.get().kind)
                : JournalFolder.isIn(data) ? Optional.of(MoneyKind.PAPER) : Optional.empty();
    }

    /**
     * Why orders of a kind, at a host, must not be sent by this folder.
     *
     * @return empty if they may
     */
    public static Optional<String> objection(Path data, MoneyKind kind, String host) throws IOException {
        Optional<MoneyKind> held = kindOf(data);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        if (held.get() != kind) {
            return Optional.of("expected a data folder of %s, %s is of %s: name another with --data"
                    .formatted(kind.words(), data, held.get().words()));
        }
        Optional<String> other = of(data).map(FolderMoney::host).filter(one -> kind.needsKeys() && !one.equals(host));
        return other.map(one -> "expected a data folder of %s at %s, %s is of %s: name another with --data"
                .formatted(kind.words(), host, data, one));
    }

    /** Says it, unless it is said already. */
    public static void keep(Path data, MoneyKind kind, String host, Instant now) throws IOException {
        if (of(data).isEmpty()) {
            new FolderMoney(kind, host, now, Optional.empty()).write(data);
        }
    }

    /** Says whether a start's times are the wall's; one whose are not is enough for all. */
    public static void keepTime(Path data, boolean isWallTime) throws IOException {
        FolderMoney said = of(data).orElseThrow(() -> new IllegalStateException("expected " + data.resolve(FILE)));
        boolean holds = isWallTime && said.hasWallTime.orElse(true);
        if (!said.hasWallTime.equals(Optional.of(holds))) {
            new FolderMoney(said.kind, said.host, said.since, Optional.of(holds)).write(data);
        }
    }

    private void write(Path data) throws IOException {
        var json = MAPPER.createObjectNode()
                .put("kind", kind.toString())
                .put("host", host)
                .put("since", since.toString());
        hasWallTime.ifPresent(holds -> json.put("wallTime", holds.booleanValue()));
        OutputFile.write(
                data.resolve(FILE), out -> out.append(json.toPrettyString()).append('\n'));
    }
}
