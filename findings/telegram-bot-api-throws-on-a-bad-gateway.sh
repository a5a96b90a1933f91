#!/usr/bin/env bash
# Seen with com.github.pengrad:java-telegram-bot-api 10.1.0 (Maven Central) on JDK 25.0.3 (Temurin), 2026-12-01.
#
# Guess, written before it was run: whatever the server answers, execute() returns a response; of a 502 with a page of a gateway isOk() is false and
# errorCode() 502, as of a 429 of the bot API itself; and it throws only where nobody could be reached.
#
# What it does: the status of HTTP is not looked at. A 502 with HTML ends in com.google.gson.JsonSyntaxException, a RuntimeException of a library that
# the caller does not name; an empty body of a 200 is returned as null, so that isOk() is a NullPointerException; a refused connection is a bare
# RuntimeException with the cause inside. Only a JSON body comes back as a response. A bot that retries by errorCode() dies at the first bad gateway.
#
# The script answers on loopback what a gateway would answer.
set -euo pipefail
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -q '"25' || { echo 'needs JAVA_HOME of a JDK 25'; exit 2; }
command -v mvn >/dev/null || [ -x ./mvnw ] || { echo 'needs Maven, or the folder of a project with ./mvnw'; exit 2; }
maven=$(command -v mvn || echo "$PWD/mvnw")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies><dependency><groupId>com.github.pengrad</groupId><artifactId>java-telegram-bot-api</artifactId><version>10.1.0</version></dependency></dependencies>
</project>
END
"$maven" -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib" >/dev/null
cat >Look.java <<'END'
import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.request.SendMessage;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

public final class Look {
    private static int status;
    private static String body;

    private static String of(TelegramBot bot) {
        try {
            var answer = bot.execute(new SendMessage(1, "x"));
            return answer == null ? "null" : "returned " + answer.isOk() + " " + answer.errorCode();
        } catch (RuntimeException e) {
            return "threw " + e.getClass().getName();
        }
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes());
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/bot";
        TelegramBot bot = new TelegramBot.Builder("1:a").apiUrl(base).build();
        status = 429;
        body = "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":5}}";
        String tooMany = of(bot);
        status = 502;
        body = "<html><body>502 Bad Gateway</body></html>";
        String gateway = of(bot);
        status = 200;
        body = "";
        String empty = of(bot);
        server.stop(0);
        String nobody = of(bot);
        List<String> seen = List.of(tooMany, gateway, empty, nobody);
        System.out.println("429 of the bot API: " + tooMany);
        System.out.println("502 with HTML: " + gateway);
        System.out.println("200 without a body: " + empty);
        System.out.println("nobody there: " + nobody);
        System.exit(seen.equals(List.of("returned false 429", "threw com.google.gson.JsonSyntaxException", "null",
                "threw java.lang.RuntimeException")) ? 0 : 1);
    }
}
END
"${java}c" --release 25 -cp 'lib/*' Look.java
"$java" -cp 'lib/*:.' Look 2>/dev/null || { echo 'not as seen any more' >&2; exit 1; }
