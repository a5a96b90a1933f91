package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.journal.Frame;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.door.FaultExits;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.run.MadeFeed;
import smc.ops.run.MarketGate;
import smc.ops.run.RunningEngine;
import smc.ops.run.TestExchange;

/** {@code smc kill} where no engine runs and none could be started: a journal that is damaged does not keep anybody in a position. */
class DamagedJournalKillTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    @TempDir
    private Path folder;

    @Test
    void whatIsHeldIsClosedPastAJournalThatIsDamagedAndTheJournalStaysAsItIs() throws Exception {
        Configuration configuration =
                Configuration.load(SharedData.root().resolve("config")).withoutRisk();
        var feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(8));
        Path data = folder.resolve("data");
        Path keys = folder.resolve("accounts.json");
        try (var exchange = TestExchange.onPortsInARow(configuration, feed, 2);
                var gate = new MarketGate(exchange.exchange(), feed, "");
                var books = new ExchangeBooks(exchange.exchange().restUri(), exchange.accounts())) {
            ExchangeAccounts.write(keys, exchange.accounts());
            try (var engine = exchange.startEngine(data, false, RingSettings.Idle.SLEEPING)) {
                untilSomethingIsHeld(engine, gate);
            }
            books.ask(
                    0,
                    "POST",
                    "/v2/orders",
                    "{\"product_id\":1,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"10\"}");
            FolderMoney.keep(data, MoneyKind.PAPER, "127.0.0.1", Instant.now());
            assertThat(books.read().positions()).isNotEmpty();
            Object[] kill = {
                "kill",
                "--data",
                data,
                "--reason",
                "the news",
                "--exchange",
                exchange.exchange().restUri().getAuthority(),
                "--keys",
                keys
            };
            damage(data);
            Map<Path, Integer> before = journal(data);

            CommandRun run = smc(kill);

            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.err())
                    .contains("THE JOURNAL OF " + data + " CANNOT BE GONE ON WITH: damaged: expected sequence ")
                    .contains("the next start is halted until ./smc resume")
                    .contains("closes ", " cancels order ");
            assertThat(run.out()).contains("flat: every account was read twice", "closed past the engine");
            assertThat(books.read()).isEqualTo(new ExchangeBooks.Picture(new TreeMap<>(), new TreeSet<>()));
            assertThat(journal(data)).isEqualTo(before);
            assertThat(Files.readString(onlyLog(data)))
                    .contains("every account: everything is to be cancelled and closed, asked for by ", ": the news")
                    .contains("kill closes ", "kill cancels order ", "flat: every account was read twice");
            assertThat(FaultExits.unanswered(data))
                    .hasValueSatisfying(why -> assertThat(why).contains("killed, the news, past a journal"));

            // Of which configuration its last start was cannot be read either.
            var rubbish = new byte[1 << 16];
            Arrays.fill(rubbish, (byte) 0x5a);
            Files.write(JournalCommandTest.rollFile(data), rubbish);
            CommandRun again = smc(kill);

            assertThat(again.exitCode()).as("%s", again).isZero();
            assertThat(again.err()).contains("CANNOT BE GONE ON WITH");
            assertThat(again.out()).contains("flat: every account was read twice");
        }
    }

    /** The market goes on until a desk holds something that it does not want to close. */
    private static void untilSomethingIsHeld(RunningEngine engine, MarketGate gate) throws Exception {
        long nanos = MIDNIGHT_NANOS;
        while (engine.view().image().desks().stream().noneMatch(desk -> desk.contracts() != 0)) {
            nanos += STEP_NANOS;
            gate.goOnUntil(nanos);
        }
    }

    /** A bit of the third last frame. */
    private static void damage(Path data) throws IOException {
        record At(long sequence, long nanos) {}
        var frames = new ArrayList<At>();
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((buffer, offset, _) ->
                            frames.add(new At(Frame.sequence(buffer, offset), Frame.atNanos(buffer, offset))))
                    > 0) {
                // each frame is looked at as it comes
            }
        }
        At third = frames.get(frames.size() - 3);
        Path file = JournalCommandTest.rollFile(data);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8; at < bytes.capacity() - 16; at += 4) {
            if (bytes.getLong(at) == third.sequence() && bytes.getLong(at + 8) == third.nanos()) {
                JournalCommandTest.flip(file, at - 8L + Frame.HEADER_LENGTH + 3);
                return;
            }
        }
        throw new AssertionError("expected frame " + third + " in " + file);
    }

    /** What its files hold. */
    private static Map<Path, Integer> journal(Path data) throws IOException {
        var contents = new TreeMap<Path, Integer>();
        try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static Path onlyLog(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("logs"))) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("kill-"))
                    .toList();
            assertThat(logs).hasSize(1);
            return logs.getFirst();
        }
    }
}
