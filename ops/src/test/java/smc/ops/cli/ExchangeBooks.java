package smc.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import smc.exchange.ExchangeAccount;

/** What an exchange holds for accounts, asked by REST with their keys; written from the protocol reference, with nothing of the engine's. */
public final class ExchangeBooks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI rest;
    private final List<ExchangeAccount> accounts;

    /**
     * One side's picture.
     *
     * @param positions signed contracts by account and symbol; flat ones are left out
     * @param orders that work: account, symbol, side and price of each
     */
    public record Picture(TreeMap<String, Long> positions, TreeSet<String> orders) {}

    public ExchangeBooks(URI rest, List<ExchangeAccount> accounts) {
        this.rest = rest;
        this.accounts = accounts;
    }

    public Picture read() throws Exception {
        var picture = new Picture(new TreeMap<>(), new TreeSet<>());
        for (int account = 0; account < accounts.size(); account++) {
            for (JsonNode position : get(account, "/v2/positions/margined")) {
                if (position.path("size").asLong() != 0) {
                    picture.positions.put(
                            account + " " + position.path("product_symbol").asText(),
                            position.path("size").asLong());
                }
            }
            for (JsonNode order : get(account, "/v2/orders?states=open,pending")) {
                boolean isStop = order.path("stop_order_type").isTextual();
                picture.orders.add(line(
                        account,
                        order.path("product_symbol").asText(),
                        order.path("side").asText().equals("buy"),
                        order.path(isStop ? "stop_price" : "limit_price").asText()));
            }
        }
        return picture;
    }

    /** Positions of which not every contract is covered by a reduce-only stop of the other side. */
    public List<String> nakedPositions() throws Exception {
        var naked = new TreeSet<String>();
        for (int account = 0; account < accounts.size(); account++) {
            JsonNode orders = get(account, "/v2/orders?states=open,pending");
            for (JsonNode position : get(account, "/v2/positions/margined")) {
                long contracts = position.path("size").asLong();
                long covered = 0;
                for (JsonNode order : orders) {
                    if (order.path("product_symbol").equals(position.path("product_symbol"))
                            && order.path("stop_order_type").asText().equals("stop_loss_order")
                            && order.path("reduce_only").asBoolean()
                            && order.path("side").asText().equals(contracts > 0 ? "sell" : "buy")) {
                        covered += order.path("unfilled_size").asLong();
                    }
                }
                if (covered < Math.abs(contracts)) {
                    naked.add(account + " " + position.path("product_symbol").asText() + " " + contracts + ", covered "
                            + covered);
                }
            }
        }
        return List.copyOf(naked);
    }

    static String line(int account, String symbol, boolean isBuy, String price) {
        return account + " " + symbol + (isBuy ? " buy " : " sell ")
                + new BigDecimal(price).stripTrailingZeros().toPlainString();
    }

    private JsonNode get(int account, String path) throws Exception {
        return ask(account, "GET", path, "");
    }

    /**
     * What somebody does by hand who has an account's key; its result.
     *
     * @param body empty for none
     */
    public JsonNode ask(int account, String method, String path, String body) throws Exception {
        ExchangeAccount of = accounts.get(account);
        String seconds = Long.toString(System.currentTimeMillis() / 1_000);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(of.apiSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of()
                .formatHex(mac.doFinal((method + seconds + path + body).getBytes(StandardCharsets.UTF_8)));
        String answer = http.send(
                        HttpRequest.newBuilder(rest.resolve(path))
                                .header("User-Agent", "test")
                                .header("Content-Type", "application/json")
                                .header("api-key", of.apiKey())
                                .header("timestamp", seconds)
                                .header("signature", signature)
                                .method(
                                        method,
                                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        JsonNode json = JSON.readTree(answer);
        if (!json.path("success").asBoolean()) {
            throw new AssertionError("expected an answer to " + path + ", was " + answer);
        }
        return json.path("result");
    }

    @Override
    public void close() {
        http.close();
    }
}
