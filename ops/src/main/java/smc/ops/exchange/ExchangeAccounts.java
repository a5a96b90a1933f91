package smc.ops.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import smc.exchange.ExchangeAccount;
import smc.execution.venue.delta.DeltaAccount;
import smc.strategy.number.FixedPoint;

/** Accounts of the embedded exchange: paper keys, made once and kept beside its log, or those of a file. They open nothing else. */
public final class ExchangeAccounts {
    private static final List<String> NAMES = List.of("A", "B");
    private static final ObjectMapper JSON = new ObjectMapper();

    public static final String FILE = "accounts.json";
    private static final List<String> FIELDS = List.of("userId", "name", "apiKey", "apiSecret", "depositUsd");

    private ExchangeAccounts() {}

    /**
     * Reads a file that the user gave: {@code [{"userId":1, "name":"A", "apiKey":"...", "apiSecret":"...", "depositUsd":"1000"}]}.
     *
     * @throws KeyFileException if others may read it
     * @throws IOException if it cannot be read or is no such list; the message repeats nothing of it
     */
    public static List<ExchangeAccount> given(Path file) throws IOException {
        KeyFile.requirePrivate(file);
        return read(file);
    }

    /**
     * The accounts kept in a folder of ours, or these, from now on kept there.
     *
     * @param said told if others could read the file, which they cannot any more
     */
    public static List<ExchangeAccount> kept(Path folder, List<ExchangeAccount> made, PrintWriter said)
            throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            write(file, made);
            return made;
        }
        if (KeyFile.tighten(file)) {
            said.println("smc: others could read " + file + "; only its owner can from now on (0600)");
        }
        return read(file);
    }

    /** Likewise, whoever gave it. */
    public static List<ExchangeAccount> read(Path file) throws IOException {
        JsonNode list = parsed(file);
        if (!list.isArray()) {
            throw new IOException(file + ": expected a list of accounts, "
                    + (list.isMissingNode()
                            ? "is empty"
                            : "was " + list.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        if (list.isEmpty()) {
            throw new IOException(file + ": expected a list of accounts, there are none");
        }
        var accounts = new ArrayList<ExchangeAccount>();
        for (JsonNode account : list) {
            accounts.add(account(file, accounts.size() + 1, account));
        }
        return accounts;
    }

    /** What a parser says of a syntax error repeats what it could not read, which may be a secret without its quotes. */
    private static JsonNode parsed(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException("%s:%d: expected a list of accounts, column %d is no JSON"
                    .formatted(
                            file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new IOException(file + ": expected a list of accounts, cannot be read: " + reason(file, e), e);
        }
    }

    private static String reason(Path file, IOException e) {
        return Files.exists(file) ? e.getMessage() : "no such file";
    }

    private static ExchangeAccount account(Path file, int number, JsonNode account) throws IOException {
        for (String field : FIELDS) {
            if (!account.path(field).isValueNode()) {
                throw new IOException("%s: account %d: expected %s, has no %s"
                        .formatted(file, number, String.join(", ", FIELDS), field));
            }
        }
        long depositE8;
        try {
            depositE8 = FixedPoint.parseE8(account.path("depositUsd").asText());
        } catch (IllegalArgumentException e) { // which repeats the value
            throw new IOException("%s: account %d: depositUsd: expected a decimal number".formatted(file, number));
        }
        try {
            return new ExchangeAccount(
                    account.path("userId").asInt(),
                    account.path("name").asText(),
                    account.path("apiKey").asText(),
                    account.path("apiSecret").asText(),
                    true,
                    depositE8);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: account %d: %s".formatted(file, number, e.getMessage()), e);
        }
    }

    /** Two accounts with new keys. */
    public static List<ExchangeAccount> made(long depositE8) {
        var accounts = new ArrayList<ExchangeAccount>();
        for (String name : NAMES) {
            accounts.add(
                    new ExchangeAccount(accounts.size() + 1, name, "paper-" + random(8), random(32), true, depositE8));
        }
        return accounts;
    }

    /** As the client of the venue takes them: account ids are the places in the list. */
    public static List<DeltaAccount> byId(List<ExchangeAccount> accounts) {
        var keys = new ArrayList<DeltaAccount>();
        for (ExchangeAccount account : accounts) {
            keys.add(new DeltaAccount(keys.size(), account.apiKey(), account.apiSecret()));
        }
        return keys;
    }

    /** Writes a file of ours that nobody else can read. */
    public static void write(Path file, List<ExchangeAccount> accounts) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        for (ExchangeAccount account : accounts) {
            list.addObject()
                    .put("userId", account.userId())
                    .put("name", account.name())
                    .put("apiKey", account.apiKey())
                    .put("apiSecret", account.apiSecret())
                    .put("depositUsd", FixedPoint.formatE8(account.depositE8()));
        }
        KeyFile.write(file, list.toPrettyString() + "\n");
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
