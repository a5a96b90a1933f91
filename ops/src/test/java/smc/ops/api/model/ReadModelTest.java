package smc.ops.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.engine.outcome.OrderRecord;
import smc.engine.outcome.RunRecord;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.ops.api.Answers;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.run.SeededSession;
import smc.strategy.block.BlockEvent;
import smc.strategy.number.FixedPoint;

/** A session with trades, holes, corrections and several starts, folded whole, in part, and followed. */
class ReadModelTest {
    private static final long SEED = 7;

    @TempDir
    private static Path data;

    private static Configuration configuration;
    private static Reading whole;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(data, SEED);
        configuration = JournalResult.configuration(data);
        whole = ReadingFold.read(data, Long.MAX_VALUE);
    }

    /** Where something is otherwise than in the frame before: each opening and end of a trade, and some places between. */
    private static List<Long> places() {
        var places = new TreeSet<Long>();
        for (TradeLife trade : whole.history().trades().stream().limit(2).toList()) {
            places.add(trade.sequence() - 1);
            places.add(trade.sequence());
            trade.end(whole.sequence()).ifPresent(end -> {
                places.add(end.sequence() - 1);
                places.add(end.sequence());
            });
        }
        for (int i = 0; i < whole.history().starts().size(); i++) {
            places.add(whole.history().starts().sequence(i));
        }
        places.add(whole.sequence() / 3);
        return List.copyOf(places);
    }

    private static Map<String, JsonNode> answers(Reading reading) throws Exception {
        Answers answers = Answers.of(data, reading);
        var all = new HashMap<String, JsonNode>();
        for (String address : answers.addresses(reading)) {
            all.put(address, answers.get(address));
        }
        return all;
    }

    @Test
    void aMomentOfThePastIsWhatAModelFoldedOnlyToThereSays() throws Exception {
        try (ReadModel model = followed()) {
            assertThat(places()).hasSizeGreaterThan(8);
            for (long place : places()) {
                Reading then = model.at(new Moment.AtSequence(place));

                assertThat(then.sequence()).isEqualTo(place);
                assertThat(answers(then)).as("at " + place).isEqualTo(answers(ReadingFold.read(data, place)));
            }
        }
    }

    @Test
    void aTimeIsTheLastFrameUpToAndAtIt() throws Exception {
        try (ReadModel model = followed()) {
            TradeLife trade = whole.history().trades().getFirst();

            assertThat(model.at(new Moment.AtTime(trade.atNanos())).history().trades())
                    .hasSize(1);
            assertThat(model.at(new Moment.AtTime(trade.atNanos() - 1))
                            .history()
                            .trades())
                    .isEmpty();
            assertThat(model.at(new Moment.AtTime(Long.MAX_VALUE - 1))).isSameAs(model.newest());
        }
    }

    @Test
    void whoAsksForTheSameMomentMeanwhileIsAnsweredByTheSameReading() throws Exception {
        try (ReadModel model = followed();
                var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reading>> sameMoment =
                    Collections.nCopies(7, () -> model.at(new Moment.AtSequence(places().getFirst())));

            Set<Reading> answers = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<Reading> asked : askers.invokeAll(sameMoment)) {
                answers.add(asked.get());
            }

            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void onlyTheLastFewMomentsAreKept() throws Exception {
        try (ReadModel model = followed()) {
            Reading first = model.at(new Moment.AtSequence(places().getFirst()));
            Reading last = first;
            for (long place : places().subList(1, 6)) {
                last = model.at(new Moment.AtSequence(place));
            }

            assertThat(model.at(new Moment.AtSequence(places().get(5)))).isSameAs(last);
            assertThat(model.at(new Moment.AtSequence(places().getFirst()))).isNotSameAs(first);
        }
    }

    @Test
    void aReadingSaysTheSameWhateverIsFoldedBehindIt() throws Exception {
        ReadingFold fold = ReadingFold.of(data, Moment.END);
        var kept = new ArrayList<Reading>();
        var said = new ArrayList<Map<String, JsonNode>>();
        List<Long> places = places();
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll((buffer, offset, length) -> {
                        fold.onFrame(buffer, offset, length);
                        if (places.contains(Frame.sequence(buffer, offset))) {
                            kept.add(fold.reading(new Progress(fold.sequence(), 0, true, Optional.empty())));
                            said.add(unchecked(kept.getLast()));
                        }
                    })
                    > 0) {
                // each frame is taken as it comes
            }
        }

        assertThat(kept).hasSameSizeAs(places);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(answers(kept.get(i))).as("at " + places.get(i)).isEqualTo(said.get(i));
        }
    }

    private static Map<String, JsonNode> unchecked(Reading reading) {
        try {
            return answers(reading);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theHistoryIsWhatTheRecordOfAJournalCollects() throws Exception {
        RunRecord record = JournalResult.of(data, "", Moment.END).result().record();
        History history = whole.history();

        List<ClosedTrade> trades = history.closed().stream()
                .map(trade -> trade.end(whole.sequence()).orElseThrow().trade())
                .toList();
        assertThat(trades).isEqualTo(record.trades()).hasSizeGreaterThan(3);
        for (TradeLife trade : history.closed()) {
            ClosedTrade closed = trade.end(whole.sequence()).orElseThrow().trade();
            assertThat(trade.mode()).isEqualTo(record.mode(closed));
        }
        List<TouchJudged> touches =
                history.touches().stream().map(History.Touch::judged).toList();
        assertThat(touches).isEqualTo(record.decisions()).hasSizeGreaterThan(20);
        List<EquityPoint> equity = history.equity().stream()
                .sorted(Comparator.comparingLong(EquityPoint::candleNanos))
                .toList();
        assertThat(equity).isEqualTo(record.equity());
        assertThat(history.orders()).hasSameSizeAs(record.orders());
        int index = 0;
        for (OrderRecord order : record.orders()) {
            OrderLife life = history.orders().get(index++);
            OrderLife.State state = life.at(whole.sequence());
            assertThat(List.of(life.id(), state.tradeId(), state.wantedPriceE8(), state.wantedContracts()))
                    .isEqualTo(List.of(order.id(), order.tradeId(), order.priceE8(), order.contracts()));
            assertThat(List.of(state.state(), state.filledContracts(), state.averagePriceE8(), life.wantedNanos()))
                    .isEqualTo(
                            List.of(order.state(), order.filledContracts(), order.averagePriceE8(), order.atNanos()));
        }
        for (int market = 0; market < history.markets().size(); market++) {
            assertThat(history.markets().get(market).candles()).isEqualTo(record.knownCandles(market));
            List<BlockEvent> levels = record.blockEvents(market).stream()
                    .filter(event -> !event.kind().isBlock())
                    .toList();
            assertThat(history.markets().get(market).structure()).isEqualTo(levels);
        }
    }

    @Test
    void theBlocksAliveAreThoseOfTheImage() {
        for (int market = 0; market < whole.history().markets().size(); market++) {
            var alive = new TreeSet<String>();
            for (BlockLife block : whole.history().markets().get(market).blocks()) {
                block.state(whole.sequence())
                        .ifPresent(state -> alive.add(block.side() + " " + state + " " + block.originNanos() + " "
                                + block.topE8() + " " + block.bottomE8()));
            }
            var expected = new TreeSet<String>();
            whole.image()
                    .markets()
                    .get(market)
                    .blocks()
                    .forEach(block -> expected.add(block.side() + " " + block.state() + " " + block.originNanos() + " "
                            + block.topE8() + " " + block.bottomE8()));
            assertThat(alive).isEqualTo(expected).isNotEmpty();
        }
    }

    @Test
    void theWorkingOrdersAreThoseOfTheImage() throws Exception {
        for (long place : places()) {
            Reading then = ReadingFold.read(data, place);

            List<String> working = Answers.of(data, then)
                    .get("/api/orders?limit=1000")
                    .get("items")
                    .valueStream()
                    .map(ReadModelTest::spelled)
                    .sorted()
                    .toList();

            assertThat(working)
                    .isEqualTo(then.image().orders().stream()
                            .map(order -> "%d %s %d %d %s %d %d"
                                    .formatted(
                                            order.known().orderId(),
                                            order.known().state(),
                                            order.known().filledContracts(),
                                            order.tradeId(),
                                            FixedPoint.formatE8(order.known().priceE8()),
                                            order.known().contracts(),
                                            order.wantedContracts()))
                            .sorted()
                            .toList());
        }
    }

    private static String spelled(JsonNode order) {
        return "%s %s %d %s %s %d %d"
                .formatted(
                        order.get("id").asText(),
                        order.get("state").asText(),
                        order.get("filled").asLong(),
                        order.get("trade").asText("0").equals("null")
                                ? "0"
                                : order.get("trade").asText("0"),
                        order.get("price").asText(),
                        order.get("contracts").asLong(),
                        order.get("wantedContracts").asLong());
    }

    @Test
    void aReadingNamesWhatChangedLast() throws Exception {
        TradeLife trade = whole.history().closed().getFirst();
        long closing = trade.end(whole.sequence()).orElseThrow().sequence();
        ReadingFold fold = ReadingFold.of(data, Moment.END);
        var changed = new ArrayList<Map<Resource, Long>>();
        try (var journal = ChronicleReader.open(data, 1)) {
            while (changed.isEmpty()
                    && journal.poll((buffer, offset, length) -> {
                                fold.onFrame(buffer, offset, length);
                                if (Frame.sequence(buffer, offset) == closing) {
                                    changed.add(fold.reading(Progress.NONE).lastChanged());
                                }
                            })
                            > 0) {
                // each frame is taken as it comes
            }
        }

        assertThat(changed.getFirst())
                .containsKeys(Resource.values())
                .containsEntry(Resource.TRADES, closing)
                .containsEntry(Resource.POSITIONS, closing)
                .containsEntry(Resource.PERFORMANCE, closing)
                .containsEntry(Resource.CAPITAL, closing);
        assertThat(changed.getFirst().get(Resource.CONFIG)).isLessThan(closing);
    }

    @Test
    void aFolderWithoutAJournalIsWaitedFor(@TempDir Path empty) {
        try (var model = ReadModel.follow(empty, configuration)) {
            assertThat(model.isReady()).isFalse();
            assertThat(model.newest().sequence()).isZero();
            assertThatThrownBy(() -> model.at(new Moment.AtSequence(5))).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void theNewestReadingIsWhatTheWholeJournalComesTo() throws Exception {
        try (ReadModel model = followed()) {
            Reading newest = model.newest();

            assertThat(newest.sequence()).isEqualTo(whole.sequence());
            assertThat(newest.progress().donePct()).isEqualTo(100);
            // What still forms is known of now alone.
            Map<String, JsonNode> now = answers(newest);
            Map<String, JsonNode> then = answers(whole);
            now.values().forEach(answer -> ((ObjectNode) answer).remove("building"));
            then.values().forEach(answer -> ((ObjectNode) answer).remove("building"));
            assertThat(now).isEqualTo(then);
        }
    }

    /** As retention leaves it: the rest is known from a snapshot on, and its rows from the first frame that is there. */
    @Test
    void aJournalWithoutItsBeginningStandsAsItDid(@TempDir Path copy) throws Exception {
        copy(data, copy);
        EngineAtMoment.keepAll(copy, Folding.SILENT);
        JournalFolder.StoredEpoch second = JournalFolder.epochs(copy).get(1);
        long firstSequence = second.before().lastSequence() + 1;
        delete(copy.resolve("journal").resolve("%06d".formatted(second.number() - 1)));

        Reading rest = ReadingFold.read(copy, Long.MAX_VALUE);

        assertThat(rest.image()).isEqualTo(whole.image());
        assertThat(rest.startsE8()).isEqualTo(whole.startsE8());
        assertThat(rest.history().orders())
                .extracting(OrderLife::id)
                .isEqualTo(whole.history().orders().stream()
                        .filter(order -> order.sequence() >= firstSequence)
                        .map(OrderLife::id)
                        .toList());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static ReadModel followed() throws InterruptedException {
        ReadModel model = ReadModel.follow(data, configuration);
        Answers.awaitReady(model);
        return model;
    }
}
