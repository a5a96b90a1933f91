package smc.strategy.block;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import smc.strategy.block.DetectorEvent.Kind;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Phase;
import smc.strategy.structure.Side;

/** Runs a detector over a series and checks facts F1 to F9 (docs/rules.md, section 10) and the order of events (section 8) on each candle. */
final class FactCheck {
    private static final int FIRST_PROCESSED = 199;

    /** Section 8: s sweep, b BOS, c CHOCH, o the block they create; u a change of a bull block, d of a bear block. */
    private static final Pattern ORDER = Pattern.compile("(|s|co|bo|bos|boco)u*d*");

    private record Identity(Side side, long originNanos) {}

    /** @param candle row of the block's last change */
    private record Life(Kind last, int candle) {}

    private final String series;
    private final Map<Long, Integer> rowByOpenTime = new HashMap<>();
    private final Map<Long, Life> lives = new HashMap<>();
    private final Set<Identity> identities = new HashSet<>();
    private Side lastChoch;
    private int row = -1;

    private FactCheck(String series) {
        this.series = series;
    }

    /** @throws AssertionError naming the fact, the series and the row */
    static void run(String series, Reading reading, List<Candle> candles) {
        var check = new FactCheck(series);
        var recorded = new RecordedEvents();
        var detector = reading.detector(recorded);
        var before = DetectorState.of(detector);
        for (var candle : candles) {
            int told = recorded.count();
            recorded.feed(detector, candle);
            var after = DetectorState.of(detector);
            if (detector instanceof DetectorTwin twin) {
                check.hold(
                        "F1: crossUp and crossDown exclude each other",
                        !twin.state().crossUp() || !twin.state().crossDown());
            }
            check.candle(candle, before, after, recorded.since(told));
            before = after;
        }
    }

    private void candle(Candle candle, DetectorState before, DetectorState after, List<DetectorEvent> events) {
        row++;
        rowByOpenTime.put(candle.openTimeNanos(), row);
        if (row < FIRST_PROCESSED) {
            hold("the warm-up says nothing", events.isEmpty() && after.phase() == Phase.NONE);
            return;
        }
        states(candle, before, after, events);
        orderOfEvents(events);
        for (var event : events) {
            switch (event.kind()) {
                case CHOCH -> {
                    hold("F9: CHOCH alternates in side", event.side() != lastChoch);
                    lastChoch = event.side();
                }
                case OB_CREATED -> created(event, events);
                case OB_BREAKER -> changed(event, Kind.OB_CREATED);
                case OB_INVALIDATED -> changed(event, Kind.OB_BREAKER);
                case BOS, SWEEP -> {}
            }
        }
        hold(
                "F7: no bear BOS with a bull CHOCH",
                !(has(events, Kind.BOS, Side.BEAR) && has(events, Kind.CHOCH, Side.BULL)));
    }

    private void states(Candle candle, DetectorState before, DetectorState after, List<DetectorEvent> events) {
        boolean left = candle.highE8() > before.boxHighE8() || candle.lowE8() < before.boxLowE8();
        if (row > FIRST_PROCESSED) {
            hold(
                    "section 3: the box is the last candle that left it",
                    after.boxHighE8() == (left ? candle.highE8() : before.boxHighE8())
                            && after.boxLowE8() == (left ? candle.lowE8() : before.boxLowE8()));
        }
        if (!after.isTrend()) {
            return;
        }
        hold("F2: a formed bos is the extreme", !after.hasBos() || after.bosE8() == after.extremeE8());
        hold("F3: from never decreases", after.fromIndex() >= before.fromIndex());
        hold("F3: from is not after the extreme", after.fromIndex() <= after.extremeIndex());
        if (before.isTrend() && before.hasBos()) {
            boolean bear = before.phase() == Phase.BEAR;
            boolean newExtreme = bear ? candle.lowE8() <= before.extremeE8() : candle.highE8() >= before.extremeE8();
            var side = bear ? Side.BEAR : Side.BULL;
            hold(
                    "F2: while bos is set each new extreme is a sweep or a BOS",
                    newExtreme
                            == (hasLevel(events, Kind.SWEEP, side, before.bosE8())
                                    || hasLevel(events, Kind.BOS, side, before.bosE8())));
        }
    }

    private void orderOfEvents(List<DetectorEvent> events) {
        var order = new StringBuilder();
        for (int at = 0; at < events.size(); at++) {
            var event = events.get(at);
            boolean bull = event.side() == Side.BULL;
            order.append(
                    switch (event.kind()) {
                        case BOS -> 'b';
                        case CHOCH -> 'c';
                        case SWEEP -> 's';
                        case OB_CREATED -> 'o';
                        case OB_BREAKER, OB_INVALIDATED -> bull ? 'u' : 'd';
                    });
            if (at > 0 && order.charAt(at) == order.charAt(at - 1)) {
                hold(
                        "section 7: newest first within a side",
                        event.number() < events.get(at - 1).number());
            }
        }
        hold("section 8: order of events, was " + order, ORDER.matcher(order).matches());
        if (order.toString().startsWith("boco")) {
            hold("section 8: BOS and CHOCH together only upwards and back", has(events, Kind.BOS, Side.BULL));
        }
    }

    private void created(DetectorEvent event, List<DetectorEvent> events) {
        int origin = rowByOpenTime.get(event.originNanos());
        hold("F4: the origin is row 200 or later", origin > FIRST_PROCESSED);
        hold(
                "F5: no two blocks of a side share an origin",
                identities.add(new Identity(event.side(), event.originNanos())));
        hold(
                "F5: at most one block per side and candle",
                events.stream()
                                .filter(other -> other.kind() == Kind.OB_CREATED && other.side() == event.side())
                                .count()
                        == 1);
        hold("numbers count creations from 0", event.number() == lives.size());
        hold("top is not below bottom", event.topE8() >= event.bottomE8());
        lives.put(event.number(), new Life(Kind.OB_CREATED, row));
    }

    private void changed(DetectorEvent event, Kind expectedLast) {
        var life = lives.put(event.number(), new Life(event.kind(), row));
        hold("F8: " + event.kind() + " comes after " + expectedLast, life != null && life.last() == expectedLast);
        hold("F6, F8: a block changes on a candle of its own", life.candle() < row);
    }

    private static boolean has(List<DetectorEvent> events, Kind kind, Side side) {
        return events.stream().anyMatch(event -> event.kind() == kind && event.side() == side);
    }

    private static boolean hasLevel(List<DetectorEvent> events, Kind kind, Side side, long levelE8) {
        return events.stream()
                .anyMatch(event -> event.kind() == kind && event.side() == side && event.levelE8() == levelE8);
    }

    private void hold(String fact, boolean holds) {
        if (!holds) {
            throw new AssertionError("expected \"" + fact + "\" in " + series + " at row " + row);
        }
    }
}
