package smc.ops.notify.webhook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import smc.ops.notify.Channel;
import smc.ops.notify.Delivery;
import smc.ops.notify.Outgoing;
import smc.ops.notify.settings.Secret;

/**
 * Posts each text as a JSON object, signed: {@code X-Smc-Signature: sha256=<HMAC-SHA256 of the body, in hex>}. Its {@code id} is the same each time it is
 * sent, so that who receives it twice can tell.
 */
public final class WebhookChannel implements Channel {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TEXT_CHARS_MOST = 100_000;

    private final PlainHttp http = new PlainHttp();
    private final URI address;
    private final SecretKeySpec key;

    public WebhookChannel(URI address, Secret secret) {
        this.address = address;
        key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public int textLimit() {
        return TEXT_CHARS_MOST;
    }

    @Override
    public Delivery send(Outgoing text) {
        String body = MAPPER.createObjectNode()
                .put(
                        "id",
                        "%d-%d-%d"
                                .formatted(
                                        text.message().place().sequence(),
                                        text.message().place().index(),
                                        text.part()))
                .put("sequence", Long.toString(text.message().place().sequence()))
                .put("at", Instant.ofEpochSecond(0, text.message().atNanos()).toString())
                .put("kind", text.merged() == 1 ? text.message().kind().key() : "summary")
                .put("severity", text.message().severity().name())
                .put("messages", text.merged())
                .put("part", text.part() + 1)
                .put("parts", text.parts())
                .put("quiet", text.isQuiet())
                .put("repeated", text.isRepeated())
                .put("text", text.text())
                .toString();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return http.send(PlainHttp.to(address)
                .header("Content-Type", "application/json")
                .header("X-Smc-Signature", "sha256=" + signature(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + ALGORITHM + ", which every Java has", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
