package smc.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import smc.execution.simulator.wire.ExchangeAccount;
import smc.strategy.number.FixedPoint;

/** Accounts of the embedded exchange: paper keys, made once and kept beside its log, or those of a file. They open nothing else. */
final class ExchangeAccounts {
    private static final List<String> NAMES = List.of("A", "B");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExchangeAccounts() {}

    /**
     * Reads {@code [{"userId":1, "name":"A", "apiKey":"...", "apiSecret":"...", "depositUsd":"1000"}]}.
     *
     * @throws IOException if the file cannot be read or is no such list
     */
    static List<ExchangeAccount> read(Path file) throws IOException {
        var accounts = new ArrayList<ExchangeAccount>();
        try {
            for (JsonNode account : JSON.readTree(file.toFile())) {
                accounts.add(new ExchangeAccount(
                        account.path("userId").asInt(),
                        account.path("name").asText(),
                        account.path("apiKey").asText(),
                        account.path("apiSecret").asText(),
                        true,
                        FixedPoint.parseE8(account.path("depositUsd").asText())));
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(file + ": expected a list of accounts, " + e.getMessage(), e);
        }
        if (accounts.isEmpty()) {
            throw new IOException(file + ": expected a list of accounts, there are none");
        }
        return accounts;
    }

    /** Two accounts with new keys. */
    static List<ExchangeAccount> made(long depositE8) {
        var accounts = new ArrayList<ExchangeAccount>();
        for (String name : NAMES) {
            accounts.add(
                    new ExchangeAccount(accounts.size() + 1, name, "paper-" + random(8), random(32), true, depositE8));
        }
        return accounts;
    }

    static void write(Path file, List<ExchangeAccount> accounts) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        for (ExchangeAccount account : accounts) {
            list.addObject()
                    .put("userId", account.userId())
                    .put("name", account.name())
                    .put("apiKey", account.apiKey())
                    .put("apiSecret", account.apiSecret())
                    .put("depositUsd", FixedPoint.formatE8(account.depositE8()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, list.toPrettyString() + "\n");
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
