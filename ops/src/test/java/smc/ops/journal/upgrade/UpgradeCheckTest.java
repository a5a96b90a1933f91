package smc.ops.journal.upgrade;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.engine.snapshot.SnapshotFolder;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.RewrittenFrames;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.upgrade.UpgradeCheck.Decided;
import smc.ops.journal.upgrade.UpgradeCheck.Money;
import smc.ops.run.SeededSession;

/** Five days of a live engine, with several starts, replayed by cores that conclude the same and otherwise. */
class UpgradeCheckTest {
    private static final long SEED = 2;
    private static final Duration ALL = Duration.ofDays(30);
    private static final long CENT_E8 = 1_000_000;

    /** In the header of a frame. */
    private static final int BUILD_OFFSET = 24;

    private static final int SCHEMA_VERSION_OFFSET = 28;

    @TempDir
    private static Path folder;

    private static Path data;
    private static final List<Told> FRAMES = new ArrayList<>();

    private record Told(long sequence, long atNanos, List<MessageText> messages) {
        private boolean has(String name) {
            return messages.stream().anyMatch(message -> message.name().equals(name));
        }
    }

    @BeforeAll
    static void session() throws Exception {
        data = folder.resolve("data");
        SeededSession.write(data, SEED);
        var text = new FrameText();
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((buffer, offset, length) -> FRAMES.add(new Told(
                            Frame.sequence(buffer, offset),
                            Frame.atNanos(buffer, offset),
                            text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH))))
                    > 0) {
                // each is kept
            }
        }
    }

    private static List<Long> sequencesWith(String name, long after) {
        return FRAMES.stream()
                .filter(frame -> frame.sequence > after && frame.has(name))
                .map(Told::sequence)
                .toList();
    }

    private static UpgradeCheck check(Duration back, UnaryOperator<Effects> outlet) throws IOException {
        return UpgradeCheck.of(data, back, _ -> {}, new Decided(UnaryOperator.identity(), outlet));
    }

    private static Effects dearer(Effects effects) {
        return new OtherCore(effects, UpgradeCheckTest::dearer, UnaryOperator.identity());
    }

    /** Every order is wanted for a cent more than was recorded. */
    private static OrderRequest dearer(OrderRequest request) {
        return request instanceof Submit order
                ? new Submit(
                        order.orderId(),
                        order.accountId(),
                        order.instrumentId(),
                        order.purpose(),
                        order.type(),
                        order.direction(),
                        order.priceE8() + CENT_E8,
                        order.contracts(),
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8(),
                        order.tradeId())
                : request;
    }

    /** Every closed trade leaves a cent less. */
    private static Effects poorer(Effects effects) {
        return new OtherCore(effects, UnaryOperator.identity(), UpgradeCheckTest::poorer);
    }

    private static DeskEvent poorer(DeskEvent event) {
        return event instanceof TradeClosed closed
                ? new TradeClosed(
                        closed.tradeId(),
                        closed.accountId(),
                        closed.instrumentId(),
                        closed.gainE8() - CENT_E8,
                        closed.feesE8(),
                        closed.fundingE8(),
                        closed.slippageE8(),
                        closed.capitalBeforeE8(),
                        closed.capitalAfterE8() - CENT_E8,
                        closed.reason())
                : event;
    }

    private static String text(UpgradeCheck check) {
        var text = new StringWriter();
        UpgradeText.print(check, 0, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void theBuildThatWroteItDoesTheSame() throws IOException {
        UpgradeCheck check = check(ALL, UnaryOperator.identity());

        assertThat(check.isSame()).isTrue();
        assertThat(check.snapshot()).isEmpty();
        assertThat(check.replay().frames()).isEqualTo(FRAMES.size());
        assertThat(check.replay().lastSequence()).isEqualTo(FRAMES.getLast().sequence);
        assertThat(check.money()).isEmpty();
        assertThat(text(check))
                .contains("from the first frame")
                .endsWith("verdict: this build does the same in all of it\n");
    }

    @Test
    void everyOrderOfACoreThatPaysMoreIsListed() throws IOException {
        List<Long> submits = sequencesWith("submit", 0);
        assertThat(submits).hasSizeBetween(10, 10_000);

        UpgradeCheck check = check(ALL, UpgradeCheckTest::dearer);

        assertThat(check.isSame()).isFalse();
        assertThat(check.replay().differing()).isEqualTo(submits.size());
        assertThat(check.replay().firstDifference()).isEqualTo(submits.getFirst());
        assertThat(check.replay().listed())
                .extracting(FrameDifference::sequence)
                .isEqualTo(submits.subList(0, Math.min(submits.size(), UpgradeCheck.LISTED_MAX)));
        assertThat(check.replay().listed()).allSatisfy(difference -> {
            // Whatever else the frame has is the same on both sides, and not told.
            assertThat(difference.recorded())
                    .hasSameSizeAs(difference.instead())
                    .isNotEmpty();
            assertThat(difference.recorded()).allSatisfy(said -> {
                assertThat(said.words()).startsWith("order ").contains(" wanted, ");
                assertThat(SeededSession.SYMBOLS).contains(said.symbol());
                assertThat(said.mode()).isIn("A", "B");
            });
        });
        // Only orders differ: nothing that was booked.
        assertThat(check.money()).isEmpty();
    }

    @Test
    void whatTheFirstDifferenceSaysIsTheRecordedPriceAndACentMore() throws IOException {
        MessageText submit = FRAMES.stream()
                .flatMap(frame -> frame.messages.stream())
                .filter(message -> message.name().equals("submit"))
                .findFirst()
                .orElseThrow();
        String price = submit.fields().stream()
                .filter(field -> field.name().equals("price"))
                .findFirst()
                .orElseThrow()
                .value();
        String centMore = new BigDecimal(price)
                .add(new BigDecimal("0.01"))
                .stripTrailingZeros()
                .toPlainString();

        FrameDifference first =
                check(ALL, UpgradeCheckTest::dearer).replay().listed().getFirst();

        assertThat(first.recorded().getFirst().words()).contains(" " + price);
        assertThat(first.instead().getFirst().words()).contains(" " + centMore);
    }

    @Test
    void moneyIsSummedByAccountAndSymbol() throws IOException {
        Map<String, Long> closed = new TreeMap<>();
        FRAMES.stream()
                .flatMap(frame -> frame.messages.stream())
                .filter(message -> message.name().equals("tradeClosed"))
                .forEach(message ->
                        closed.merge(value(message, "account") + " " + value(message, "instrument"), 1L, Long::sum));
        assertThat(closed).hasSizeGreaterThan(1);

        UpgradeCheck check = check(ALL, UpgradeCheckTest::poorer);

        // A cent less for each closed trade.
        assertThat(check.money())
                .extracting(Money::differenceE8)
                .containsExactlyElementsOf(closed.values().stream()
                        .map(trades -> -trades * CENT_E8)
                        .toList());
        assertThat(check.money()).extracting(Money::account).allMatch(account -> account.startsWith("account-"));
        assertThat(text(check))
                .contains("booked, USD")
                .contains("first in sequence " + check.replay().firstDifference());
    }

    private static String value(MessageText message, String field) {
        return message.fields().stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void itGoesOnFromTheNewestSnapshotThatIsOldEnough() throws IOException {
        long endNanos = FRAMES.getLast().atNanos;
        Duration back = Duration.ofDays(1);
        // By frame: a snapshot's name is the sequence of its frame.
        long expected = SnapshotFolder.of(data).newestFirst().stream()
                .map(SnapshotFolder.Entry::sequence)
                .filter(sequence -> at(sequence) <= endNanos - back.toNanos())
                .findFirst()
                .orElseThrow();

        UpgradeCheck check = check(back, UpgradeCheckTest::dearer);

        assertThat(check.snapshot())
                .get()
                .extracting(header -> header.sequence())
                .isEqualTo(expected);
        assertThat(check.replay().frames()).isEqualTo(FRAMES.getLast().sequence - expected);
        assertThat(check.replay().differing())
                .isEqualTo(sequencesWith("submit", expected).size());
        assertThat(check.remarks()).isEmpty();
    }

    private static long at(long sequence) {
        return FRAMES.stream()
                .filter(frame -> frame.sequence == sequence)
                .findFirst()
                .orElseThrow()
                .atNanos;
    }

    @Test
    void withNoDaysItIsWhatAStartWouldReplay() throws IOException {
        long newest = SnapshotFolder.of(data).newestFirst().getFirst().sequence();

        UpgradeCheck check = check(Duration.ZERO, UnaryOperator.identity());

        assertThat(check.snapshot())
                .get()
                .extracting(header -> header.sequence())
                .isEqualTo(newest);
        assertThat(check.isSame()).isTrue();
        assertThat(check.replay().frames()).isEqualTo(FRAMES.getLast().sequence - newest);
    }

    @Test
    void aSnapshotThatWasChangedIsNotGoneOnFromAndThatIsSaid() throws IOException {
        Path other = copy("changed");
        List<SnapshotFolder.Entry> entries = SnapshotFolder.of(other).newestFirst();
        Path file = entries.getFirst().file();
        Files.writeString(file, Files.readString(file).replaceFirst("\"capitalE8\": (\\d)", "\"capitalE8\": 9"));

        UpgradeCheck check = UpgradeCheck.of(other, Duration.ZERO, _ -> {});

        assertThat(check.snapshot())
                .get()
                .extracting(header -> header.sequence())
                .isEqualTo(entries.get(1).sequence());
        assertThat(check.remarks())
                .singleElement()
                .asString()
                .contains("snapshot of sequence " + entries.getFirst().sequence() + " is not used");
        assertThat(check.isSame()).isTrue();
    }

    /** What it decided otherwise stands before what it fails on; behind that nothing can be said. */
    @Test
    void aCoreThatFailsOnWhatWasTakenIsSaidAndEndsIt() throws IOException {
        List<Long> closes = sequencesWith("tradeClosed", 0);
        long last = closes.getLast();
        var trades = new int[1];

        UpgradeCheck check = check(
                ALL,
                effects -> new OtherCore(effects, UpgradeCheckTest::dearer, event -> {
                    if (event instanceof TradeClosed && ++trades[0] == closes.size()) {
                        throw new IllegalStateException("expected an order, there is none");
                    }
                    return event;
                }));

        assertThat(check.isSame()).isFalse();
        assertThat(check.replay().failedAt()).hasValue(last);
        assertThat(check.replay().lastSequence()).isEqualTo(last);
        assertThat(check.replay().firstDifference()).isLessThan(last);
        assertThat(text(check)).contains("what follows sequence " + last + " was not compared");
    }

    /** Its state is another one from the first candle on: what follows is compared all the same. */
    @Test
    void behindTheFirstDifferenceItGoesOnWithTheRecordedInputs() throws IOException {
        long first = sequencesWith("tradeClosed", 0).getFirst();

        UpgradeCheck check = UpgradeCheck.of(
                data, ALL, _ -> {}, new Decided(core -> higherFrom(first, core), UnaryOperator.identity()));

        OtherReplay replay = check.replay();
        assertThat(replay.firstDifference()).isGreaterThanOrEqualTo(first);
        // The candle in which it begins has another close, and so have those after it.
        assertThat(replay.differing()).isGreaterThan(UpgradeCheck.LISTED_MAX);
        assertThat(replay.listed()).hasSize(UpgradeCheck.LISTED_MAX);
        assertThat(replay.lastSequence()).isEqualTo(replay.failedAt().orElse(FRAMES.getLast().sequence));
        assertThat(text(check))
                .contains("and %,d frames more".formatted(replay.differing() - UpgradeCheck.LISTED_MAX))
                .contains("what follows sequence " + replay.firstDifference() + " may follow from it");
    }

    /** A core that takes every trade of a market, from a frame on, for one at a cent more. */
    private static Inputs higherFrom(long first, Inputs core) {
        var sequence = new long[1];
        return (Inputs) Proxy.newProxyInstance(
                Inputs.class.getClassLoader(), new Class<?>[] {Inputs.class}, (_, method, arguments) -> {
                    if (method.getName().equals("at")) {
                        sequence[0] = (long) arguments[0];
                    }
                    if (method.getName().equals("onTrade") && sequence[0] >= first) {
                        arguments[2] = (long) arguments[2] + CENT_E8;
                    }
                    try {
                        return method.invoke(core, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void theBuildsAndSchemasThatWroteItAreTold() throws IOException {
        Path other = copy("builds");
        long half = FRAMES.size() / 2;
        RewrittenFrames.in(
                other,
                frame -> frame.putInt(
                        BUILD_OFFSET, Frame.sequence(frame, 0) <= half ? 1_002_003 : 2_000_000, LITTLE_ENDIAN));

        UpgradeCheck check = UpgradeCheck.of(other, ALL, _ -> {});

        long last = FRAMES.getLast().sequence;
        assertThat(check.replay().writers())
                .containsExactly(
                        new Writer(1_002_003, EventSchema.VERSION, 1, half, half),
                        new Writer(2_000_000, EventSchema.VERSION, half + 1, last, last - half));
        assertThat(text(check)).contains("written by build 1.2.3, schema version " + EventSchema.VERSION);
        // Which build wrote a frame is no difference.
        assertThat(check.isSame()).isTrue();
    }

    @Test
    void aNewerSchemaIsRefusedInWords() throws IOException {
        Path other = copy("newer");
        long one = FRAMES.getLast().sequence;
        int newer = EventSchema.VERSION + 1;
        RewrittenFrames.in(other, frame -> {
            if (Frame.sequence(frame, 0) == one) {
                frame.putShort(SCHEMA_VERSION_OFFSET, (short) newer, LITTLE_ENDIAN);
            }
        });

        assertThatThrownBy(() -> UpgradeCheck.of(other, ALL, _ -> {}))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("was %d at sequence %d: a newer build has written it".formatted(newer, one));
    }

    @Test
    void forProgramsItHasTheSame() throws IOException {
        UpgradeCheck check = check(ALL, UpgradeCheckTest::dearer);

        var json = UpgradeJson.of(check, 1_002_003);

        assertThat(json.get("isSame").asBoolean()).isFalse();
        assertThat(json.get("snapshot").isNull()).isTrue();
        assertThat(json.get("framesThatDiffer").asLong())
                .isEqualTo(check.replay().differing());
        assertThat(json.get("differences")).hasSize(check.replay().listed().size());
        assertThat(json.get("differences").get(0).get("sequence").asText())
                .isEqualTo(Long.toString(check.replay().firstDifference()));
        assertThat(json.get("thisBuild").get("build").asInt()).isEqualTo(1_002_003);
        Set<String> symbols = new HashSet<>();
        json.get("differences")
                .forEach(difference -> difference
                        .get("recorded")
                        .forEach(said -> symbols.add(said.get("symbol").asText())));
        assertThat(SeededSession.SYMBOLS).containsAll(symbols);
    }

    private static Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.toList()) {
                Files.copy(path, target.resolve(data.relativize(path).toString()));
            }
        }
        return target;
    }
}
