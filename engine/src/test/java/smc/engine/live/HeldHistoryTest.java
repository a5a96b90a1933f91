package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.core.FreshHistory;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.event.sbe.MessageHeaderEncoder;
import smc.engine.event.sbe.OnHistoryCandleEncoder;
import smc.engine.event.sbe.OnHistoryHeldEncoder;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.engine.replay.Difference;
import smc.engine.replay.Replay;
import smc.engine.view.EngineImage;
import smc.journal.CrashingStore;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.JournalReader;
import smc.strategy.candle.Candle;

/** What a start tells an engine that holds a history already, and what it does where that is another. */
class HeldHistoryTest {
    private static final int HISTORY = 400;
    /** Of the history, for those tests that change one: long before the end. */
    private static final int CHANGED = 250;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    private final CrashingStore store = new CrashingStore();

    private LiveRig open() throws Exception {
        return LiveRig.open(data, store, UnaryOperator.identity());
    }

    /** A frame of the journal by its messages. */
    private record Told(long sequence, List<MessageText> messages) {
        private String input() {
            return messages.getFirst().name();
        }

        private String field(String name) {
            return messages.getFirst().fields().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }
    }

    /** The frames of each start up to where the history is told, oldest start first. */
    private List<List<Told>> starts() {
        var starts = new ArrayList<List<Told>>();
        var text = new FrameText();
        JournalReader reader = store.reader(1);
        while (reader.poll((buffer, offset, length) -> {
                    var told = new Told(
                            Frame.sequence(buffer, offset),
                            text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH));
                    if (told.input().equals("onEngineStarted")) {
                        starts.add(new ArrayList<>());
                    }
                    starts.getLast().add(told);
                })
                > 0) {
            // Each was taken as it came.
        }
        return starts.stream()
                .<List<Told>>map(start -> start.subList(0, lastOf(start, "onHistoryEnded") + 1))
                .toList();
    }

    private static int lastOf(List<Told> frames, String input) {
        return IntStream.range(0, frames.size())
                .filter(i -> frames.get(i).input().equals(input))
                .max()
                .orElseThrow();
    }

    private static List<String> inputs(List<Told> start) {
        return start.stream().map(Told::input).toList();
    }

    private static long candlesTold(List<Told> start, int instrumentId) {
        return start.stream()
                .filter(told -> told.input().equals("onHistoryCandle")
                        && told.field("instrument").equals(Integer.toString(instrumentId)))
                .count();
    }

    private static BiFunction<Integer, Candle, Candle> raised(int number) {
        return (instrumentId, candle) ->
                instrumentId == LiveRig.SOL && candle.openTimeNanos() == LiveRig.openNanos(number)
                        ? new Candle(
                                candle.openTimeNanos(),
                                candle.openE8(),
                                candle.highE8() * 3,
                                candle.lowE8(),
                                candle.highE8() * 2,
                                candle.contracts())
                        : candle;
    }

    private static List<String> saidOfHistory(LiveRig rig) {
        return rig.notes.stream().filter(line -> line.contains("history")).toList();
    }

    private static List<EngineImage.Block> blocks(LiveRig rig) {
        return rig.engine.view().image().markets().get(LiveRig.SOL).blocks();
    }

    private List<EngineImage.Block> blocksOfANewEngine(
            int anchor, int history, BiFunction<Integer, Candle, Candle> changed) throws Exception {
        Path folder = data.resolve("new");
        folder.toFile().mkdir();
        try (var rig = LiveRig.open(folder, new CrashingStore(), UnaryOperator.identity())) {
            return blocks(rig.start(anchor, history, changed));
        }
    }

    @Test
    void aFirstStartTellsEveryCandleWithoutAWord() throws Exception {
        try (var rig = open().running(HISTORY)) {
            assertThat(saidOfHistory(rig)).isEmpty();
            assertThat(rig.alarms).isEmpty();
        }

        var expected = new ArrayList<>(List.of("onEngineStarted", "onLiveStarted", "onHistoryAsked"));
        for (int symbol = 0; symbol < 2; symbol++) {
            expected.addAll(Collections.nCopies(HISTORY, "onHistoryCandle"));
            expected.add("onHistoryEnded");
        }
        assertThat(inputs(starts().getFirst())).isEqualTo(expected);
    }

    @Test
    void aLaterStartTellsOnlyTheCandlesThatAreNew() throws Exception {
        int heard = 3;
        int missed = 5;
        try (var rig = open().running(HISTORY)) {
            for (int i = 0; i < heard; i++) {
                rig.candle();
            }
        }
        List<EngineImage.Block> blocks;
        try (var rig = open().running(HISTORY + heard + missed)) {
            blocks = blocks(rig);
            assertThat(saidOfHistory(rig)).isEmpty();
            assertThat(rig.alarms).isEmpty();
        }

        var expected = new ArrayList<>(List.of("onEngineStarted", "onLiveStarted", "onHistoryAsked"));
        for (int symbol = 0; symbol < 2; symbol++) {
            expected.add("onHistoryHeld");
            expected.addAll(Collections.nCopies(missed, "onHistoryCandle"));
            expected.add("onHistoryEnded");
        }
        List<Told> second = starts().getLast();
        assertThat(inputs(second)).isEqualTo(expected);
        assertThat(second.getLast().field("candles")).isEqualTo(Integer.toString(HISTORY + heard + missed));
        assertThat(blocks)
                .isNotEmpty()
                .isEqualTo(blocksOfANewEngine(0, HISTORY + heard + missed, (_, candle) -> candle));
        assertThat(replay(0, _ -> {})).isEmpty();
    }

    @Test
    void aStartWithoutANewCandleTellsNone() throws Exception {
        open().running(HISTORY).close();
        open().running(HISTORY).close();

        assertThat(inputs(starts().getLast()))
                .containsExactly(
                        "onEngineStarted",
                        "onLiveStarted",
                        "onHistoryAsked",
                        "onHistoryHeld",
                        "onHistoryEnded",
                        "onHistoryHeld",
                        "onHistoryEnded");
    }

    @Test
    void aCandleThatTheVenueHasOtherwiseIsSaidAndAllOfItsSymbolAreTakenAnew() throws Exception {
        open().running(HISTORY).close();
        List<EngineImage.Block> blocks;
        try (var rig = open().start(HISTORY + 1, raised(CHANGED))) {
            blocks = blocks(rig);

            assertThat(saidOfHistory(rig))
                    .singleElement()
                    .asString()
                    .contains("SOLUSD", "400 candles", "all 401 candles");
            assertThat(rig.alarms).isEmpty();
        }

        assertThat(candlesTold(starts().getLast(), 0)).isEqualTo(HISTORY + 1);
        assertThat(candlesTold(starts().getLast(), 1)).isEqualTo(1);
        assertThat(blocks).isEqualTo(blocksOfANewEngine(0, HISTORY + 1, raised(CHANGED)));
        try (var rig = open().start(HISTORY + 2, raised(CHANGED))) { // and from then on that one is held
            assertThat(saidOfHistory(rig)).isEmpty();
        }
        assertThat(candlesTold(starts().getLast(), 0)).isEqualTo(1);
        assertThat(replay(0, _ -> {})).isEmpty();
    }

    @Test
    void aNewAnchorIsSaidAndAllCandlesAreTakenAnew() throws Exception {
        int anchor = 20;
        open().running(HISTORY).close();
        List<EngineImage.Block> blocks;
        try (var rig = open().start(anchor, HISTORY + 1, (_, candle) -> candle)) {
            blocks = blocks(rig);

            assertThat(saidOfHistory(rig))
                    .hasSize(2)
                    .allMatch(line -> line.contains("a new anchor; all 381 candles are taken anew")); // 401 - 20
        }

        assertThat(candlesTold(starts().getLast(), 0)).isEqualTo(381);
        assertThat(blocks).isEqualTo(blocksOfANewEngine(anchor, HISTORY + 1, (_, candle) -> candle));
    }

    // ---- what must not be

    /** A core whose first symbol says another state of its detector than it has. */
    private static Inputs sayingAnotherState(Inputs core, Effects effects) {
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                if (call.method().equals("onHistoryAsked")) {
                    for (int symbol = 0; symbol < 2; symbol++) {
                        HistoryHeld right = held(symbol);
                        effects.seen(new HistoryHeld(symbol, right.held(), right.stateHash() + (symbol == 0 ? 1 : 0)));
                    }
                } else {
                    again.accept(core);
                }
            }
        };
    }

    private static HistoryHeld held(int instrumentId) {
        return FreshHistory.of(
                instrumentId,
                IntStream.range(0, HISTORY)
                        .mapToObj(number -> LiveRig.candle(instrumentId, number))
                        .toList());
    }

    @Test
    void blocksThatTheSameCandlesDoNotMakeAreAnAlarmAndAllCandlesAreTakenAnew() throws Exception {
        open().running(HISTORY).close();
        List<EngineImage.Block> blocks;
        try (var rig = LiveRig.open(data, store, HeldHistoryTest::sayingAnotherState)) {
            rig.start(HISTORY + 1);
            blocks = blocks(rig);

            assertThat(rig.alarms).singleElement().asString().contains("SOLUSD", "a fault of its own", "all 401");
            assertThat(saidOfHistory(rig)).isEmpty();
        }

        List<Told> second = starts().getLast();
        assertThat(candlesTold(second, 0)).isEqualTo(HISTORY + 1);
        assertThat(candlesTold(second, 1)).isEqualTo(1);
        assertThat(blocks).isEqualTo(blocksOfANewEngine(0, HISTORY + 1, (_, candle) -> candle));
        assertThat(replay(0, _ -> {})).get().extracting(Difference::sequence).isEqualTo(asked(second));
    }

    private static long asked(List<Told> start) {
        return start.stream()
                .filter(told -> told.input().equals("onHistoryAsked"))
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    /**
     * A row that was told again causes nothing by itself: this one only feeds the average true range, by 1e-8 USD. What the next start finds held
     * gives it away.
     */
    @Test
    void aRowOfTheJournalThatWasAlteredIsADifferenceWhereTheHistoryHeldIsSaid() throws Exception {
        open().running(HISTORY).close();
        open().start(HISTORY, raised(CHANGED)).close();
        open().start(HISTORY, raised(CHANGED)).close();
        List<List<Told>> starts = starts();
        long row = starts.get(1).stream()
                .filter(told -> told.input().equals("onHistoryCandle"))
                .findFirst()
                .orElseThrow()
                .sequence();

        Optional<Difference> difference = replay(row, frame -> {
            int at = fieldOffset(OnHistoryCandleEncoder.lowE8EncodingOffset());
            frame.putByte(at, (byte) (frame.getByte(at) ^ 1));
        });

        assertThat(difference).get().extracting(Difference::sequence).isEqualTo(asked(starts.get(2)));
    }

    @Test
    void aMarkThatWasAlteredIsNotReplayed() throws Exception {
        open().running(HISTORY).close();
        open().running(HISTORY).close();
        long mark = starts().getLast().stream()
                .filter(told -> told.input().equals("onHistoryHeld"))
                .findFirst()
                .orElseThrow()
                .sequence();

        assertThatThrownBy(() -> replay(mark, frame -> {
                    int at = fieldOffset(OnHistoryHeldEncoder.hash3EncodingOffset());
                    frame.putByte(at, (byte) (frame.getByte(at) ^ 1));
                }))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("sequence " + mark)
                .hasMessageContaining("expected the history held of instrument 0");
    }

    /** Of an input, in its frame: behind the frame's header, the message's length and its own header. */
    private static int fieldOffset(int offset) {
        return Frame.HEADER_LENGTH + Integer.BYTES + MessageHeaderEncoder.ENCODED_LENGTH + offset;
    }

    /** Replays the journal, with one frame changed and sealed again. */
    private Optional<Difference> replay(long sequence, Consumer<UnsafeBuffer> change) {
        var replay = new Replay(effects -> new TradingCore(LiveEngine.coreSettings(LiveRig.shipped()), effects));
        return replay.run(new Altered(store.reader(1), sequence, change), _ -> {});
    }

    private record Altered(JournalReader journal, long sequence, Consumer<UnsafeBuffer> change)
            implements JournalReader {
        @Override
        public int poll(FrameListener listener) {
            return journal.poll((DirectBuffer buffer, int offset, int length) -> {
                if (Frame.sequence(buffer, offset) == sequence) {
                    var frame = new UnsafeBuffer(new byte[length]);
                    frame.putBytes(0, buffer, offset, length);
                    change.accept(frame);
                    new FrameChecksum().seal(frame, 0, length);
                    listener.onFrame(frame, 0, length);
                } else {
                    listener.onFrame(buffer, offset, length);
                }
            });
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
