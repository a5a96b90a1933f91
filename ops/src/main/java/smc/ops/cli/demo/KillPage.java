package smc.ops.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A page with one button, that kills the engine of the demo. It is served on a loopback port of its own; whoever presses needs the token, which stands behind the
 * {@code #} of the address and so is sent by the page alone. {@code GET /} is the page, {@code GET /kills} what came of each kill, a line each, {@code POST /kill}
 * with the header {@code X-Demo-Token} kills.
 */
final class KillPage implements AutoCloseable {
    private static final int TOKEN_BYTES = 16;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Kill me</title>
            <style>
            :root{color-scheme:light dark} body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}
            button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#b3261e;color:#fff;cursor:pointer}
            button:disabled{background:#767676;cursor:default} li{margin:.4rem 0}
            </style>
            <h1>Kill me</h1>
            <p>The engine of this demo is a process. The button ends it with <code>kill -9</code>: nothing is closed, nothing is said.
            It is started again at once, replays its journal to the same bytes, asks the exchange for orders and positions, and trades on.
            The dashboard goes on by itself.</p>
            <p><button id="kill">Kill the engine</button> <span id="said" role="status"></span></p>
            <ol id="kills"></ol>
            <script>
            const button = document.getElementById('kill'), said = document.getElementById('said'), list = document.getElementById('kills');
            let isSure = false;
            button.onclick = async () => {
              if (!isSure) { isSure = true; button.textContent = 'Sure? Press again'; return; }
              isSure = false; button.textContent = 'Kill the engine'; button.disabled = true;
              const answer = await fetch('/kill', {method: 'POST', headers: {'X-Demo-Token': location.hash.slice(1)}});
              said.textContent = await answer.text();
            };
            const look = async () => {
              try {
                const lines = (await (await fetch('/kills')).text()).split('\\n').filter(line => line);
                list.replaceChildren(...lines.map(line => Object.assign(document.createElement('li'), {textContent: line})));
                button.disabled = lines.length > 0 && lines.at(-1).endsWith('it is starting again');
                if (!button.disabled) said.textContent = '';
              } catch { said.textContent = 'The demo has ended.'; button.disabled = true; }
            };
            setInterval(look, 500); look();
            </script>
            """;

    private final byte[] token;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BooleanSupplier kill;
    private final Supplier<List<String>> kills;

    private KillPage(byte[] token, BooleanSupplier kill, Supplier<List<String>> kills) throws IOException {
        this.token = token;
        this.kill = kill;
        this.kills = kills;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Serves it.
     *
     * @param kill asked when the button was pressed; whether there was something to kill
     * @param kills what came of each, a line each
     */
    static KillPage start(BooleanSupplier kill, Supplier<List<String>> kills) throws IOException {
        var random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        var page = new KillPage(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII), kill, kills);
        page.server.start();
        return page;
    }

    /** With the token. */
    String url() {
        return "http://" + host() + "/#" + new String(token, StandardCharsets.US_ASCII);
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        // A name of somebody else that leads here is how a page elsewhere would ask.
        if (!host().equals(exchange.getRequestHeaders().getFirst("Host"))) {
            say(exchange, FORBIDDEN, "expected the host " + host());
            return;
        }
        switch (asked) {
            case "GET /" -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                say(exchange, OK, PAGE);
            }
            case "GET /kills" -> say(exchange, OK, String.join("\n", kills.get()));
            case "POST /kill" -> kill(exchange);
            default -> {
                boolean isKnown = List.of("/", "/kill", "/kills")
                        .contains(exchange.getRequestURI().getPath());
                say(exchange, isKnown ? METHOD_NOT_ALLOWED : NOT_FOUND, isKnown ? "not so" : "not here");
            }
        }
    }

    private void kill(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("X-Demo-Token");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        boolean isOurs = origin == null || origin.equals("http://" + host());
        if (!isOurs || given == null || !MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
            say(exchange, FORBIDDEN, "expected the token of this demo");
        } else if (kill.getAsBoolean()) {
            say(exchange, OK, "killed, it is starting again");
        } else {
            say(exchange, CONFLICT, "there is no engine to kill just now");
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
        headers.set("Cache-Control", "no-store");
        headers.set("X-Frame-Options", "DENY"); // else a page elsewhere lays its own button over this one
        headers.set("Referrer-Policy", "no-referrer");
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
