package smc.ops.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.live.watch.LiveListener;
import smc.journal.RefusedStartException;
import smc.ops.api.token.TokenFile;
import smc.ops.api.token.TokenKind;
import smc.ops.state.ApiFile;
import smc.ops.state.StatusFile;

/** Where a dashboard is, and what becomes of it where it cannot be there. */
@Timeout(120) // what another thread never does is a failure, and no test without an end
class DashboardTest {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private Path data;

    private final List<SharedModel> models = new ArrayList<>();

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final LiveListener listener = new LiveListener() {
        @Override
        public void note(String what) {
            told.add("note " + what);
        }

        @Override
        public void alarm(String what) {
            told.add("alarm " + what);
        }
    };

    @BeforeEach
    void makeTheFolder() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
    }

    private Configuration configuration(String api) throws IOException {
        Path root = Files.exists(Path.of("config")) ? Path.of("") : Path.of("..");
        Path config = Files.createDirectories(folder.resolve("config"));
        for (String name : List.of("engine.json", "symbols.json", "account-a.json", "account-b.json")) {
            String text = Files.readString(root.resolve("config").resolve(name));
            Files.writeString(
                    config.resolve(name), text.replaceFirst("\"api\": \\{[^}]*\\}", "\"api\": { " + api + " }"));
        }
        return Configuration.load(config);
    }

    private Configuration onPort(int port) throws IOException {
        return configuration("\"host\": \"127.0.0.1\", \"port\": " + port);
    }

    @AfterEach
    void closeTheModels() {
        models.forEach(SharedModel::close);
    }

    private Dashboard beside(Configuration configuration, Duration again) {
        models.add(new SharedModel(data, configuration));
        return Dashboard.beside(data, configuration, models.getLast(), listener, again);
    }

    private void trade(Dashboard dashboard) {
        dashboard.trades(new StatusFile(data, "test", Instant.EPOCH), _ -> {});
    }

    private String told() throws InterruptedException {
        return Optional.ofNullable(told.poll(60, TimeUnit.SECONDS)).orElse("nothing");
    }

    private static int health(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + "health")).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void aFreePortIsTakenAtOnceAndNamedWhereItIsAnswered() throws Exception {
        try (Dashboard dashboard = beside(onPort(0), AGAIN)) {
            String url = dashboard.line().orElseThrow().replace("dashboard ", "");
            assertThat(url).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/");
            assertThat(ApiFile.ofLiving(data)).isEmpty();
            trade(dashboard);

            assertThat(health(url)).isEqualTo(200); // whoever asks early waits
            while (ApiFile.ofLiving(data).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(ApiFile.ofLiving(data).flatMap(ApiFile::url)).contains(url);
        }
        assertThat(ApiFile.ofLiving(data)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // closing what has the port is what frees it
    void aTakenPortIsSaidAndTakenWhenItIsFree() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Dashboard dashboard = beside(onPort(other.getLocalPort()), Duration.ofMillis(50))) {
            assertThat(told())
                    .startsWith("alarm the dashboard cannot be had: port " + other.getLocalPort()
                            + " of 127.0.0.1 is taken")
                    .contains("trading goes on without", "tried again every minute");
            assertThat(dashboard.line()).isEmpty();
            trade(dashboard);
            while (ApiFile.ofLiving(data).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(ApiFile.ofLiving(data).orElseThrow().line())
                    .startsWith("dashboard none since ")
                    .contains("is taken");

            other.close();

            String url = "http://127.0.0.1:" + other.getLocalPort() + "/";
            assertThat(told()).isEqualTo("note the dashboard is back: " + url);
            assertThat(health(url)).isEqualTo(200);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void anEndBeforeTradingLetsGoOfThePort() throws Exception {
        int port;
        try (Dashboard dashboard = beside(onPort(0), AGAIN)) {
            port = URI.create(dashboard.line().orElseThrow().replace("dashboard ", ""))
                    .getPort();
        }

        try (var again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void whoMayBeAskedFromElsewhereNeedsAToken() throws IOException {
        Configuration named =
                configuration("\"host\": \"127.0.0.1\", \"port\": 0, \"allowedHosts\": [\"smc.example.org\"]");

        assertThatThrownBy(() -> Dashboard.requireLogin(data, named))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("./smc api token new NAME --read-only --data " + data);

        new TokenFile(data).add("phone", TokenKind.READ_ONLY, Instant.EPOCH);
        Dashboard.requireLogin(data, named);
        Dashboard.requireLogin(folder, onPort(0));
    }
}
