package smc.engine.view;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.view.EngineImage.Standing;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** What holds accounts back on their symbols, who asked for it, and what was held back; under the view's lock. */
final class RiskView {
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private final DeskStanding[][] standings;
    private long stageCapE8;
    // Of the frame that is read.
    private String who = "";
    private String why = "";
    /** Whether there is anything to copy out: views of before have none of it. */
    private boolean isUsed;

    private static final class DeskStanding {
        private TradingState state = TradingState.ACTIVE;
        private Optional<RiskReason> reason = Optional.empty();
        private long sinceNanos;
        private long untilNanos;
        private long found;
        private long allowed;
        private String who = "";
        private String why = "";
        private long refusedDay;
        private final Map<RiskReason, Integer> refused = new EnumMap<>(RiskReason.class);

        private void refuse(RiskReason limit, long day) {
            if (day != refusedDay) {
                refusedDay = day;
                refused.clear();
            }
            refused.merge(limit, 1, Integer::sum);
        }

        private void copyTo(StateCopy out) {
            out.begin().put("state", state);
            reason.ifPresent(known -> out.put("reason", known));
            out.put("sinceNanos", sinceNanos)
                    .put("untilNanos", untilNanos)
                    .put("found", found)
                    .put("allowed", allowed)
                    .put("who", who)
                    .put("why", why)
                    .put("refusedDay", refusedDay)
                    .beginList("refused");
            refused.forEach((limit, times) ->
                    out.begin().put("limit", limit).put("times", times).end());
            out.end().end();
        }

        private void restore(StateTree in) {
            state = in.word("state", TradingState.class);
            reason = Optional.ofNullable(in.wordOrNull("reason", RiskReason.class));
            sinceNanos = in.number("sinceNanos");
            untilNanos = in.number("untilNanos");
            found = in.number("found");
            allowed = in.number("allowed");
            who = in.word("who");
            why = in.word("why");
            refusedDay = in.number("refusedDay");
            for (StateTree one : in.objects("refused")) {
                refused.put(one.word("limit", RiskReason.class), one.integer("times"));
            }
        }
    }

    RiskView(int accounts, int instruments) {
        standings = new DeskStanding[accounts][instruments];
        for (DeskStanding[] account : standings) {
            Arrays.setAll(account, _ -> new DeskStanding());
        }
    }

    /** Another frame is read: nobody has asked for anything in it so far. */
    void onFrame() {
        who = "";
        why = "";
    }

    /** Somebody asks for what the frame goes on to say. */
    void onAsked(String asker, String words) {
        who = asker;
        why = words;
    }

    void onStageSet(long capE8) {
        isUsed = true;
        stageCapE8 = capE8;
    }

    long stageCapE8() {
        return stageCapE8;
    }

    void on(DeskEvent event, long atNanos) {
        if (event instanceof StateChanged changed) {
            isUsed = true;
            DeskStanding standing = standings[changed.accountId()][changed.instrumentId()];
            standing.state = changed.state();
            standing.reason = Optional.ofNullable(changed.reason());
            standing.sinceNanos = atNanos;
            standing.untilNanos = changed.untilNanos();
            standing.found = changed.found();
            standing.allowed = changed.allowed();
            standing.who = who;
            standing.why = why;
        } else if (event instanceof TouchJudged judged) {
            judged.verdict().reason(judged.value1()).filter(RiskReason::isLimit).ifPresent(limit -> {
                isUsed = true;
                standings[judged.accountId()][judged.instrumentId()].refuse(limit, Math.floorDiv(atNanos, DAY_NANOS));
            });
        }
    }

    boolean isPausedBy(RiskReason reason, int accountId, int instrumentId) {
        DeskStanding standing = standings[accountId][instrumentId];
        return standing.state == TradingState.PAUSED && standing.reason.equals(Optional.of(reason));
    }

    Standing standing(int accountId, int instrumentId) {
        DeskStanding standing = standings[accountId][instrumentId];
        return new Standing(
                standing.state,
                standing.reason,
                standing.sinceNanos,
                standing.untilNanos,
                standing.found,
                standing.allowed,
                standing.who,
                standing.why,
                standing.refused);
    }

    void copyTo(StateCopy out) {
        if (!isUsed) {
            return;
        }
        out.begin("risk", 1).put("stageCapE8", stageCapE8).beginList("standings");
        for (DeskStanding[] account : standings) {
            for (DeskStanding standing : account) {
                standing.copyTo(out);
            }
        }
        out.end().end();
    }

    void restore(StateTree in) {
        if (!in.has("risk")) {
            return;
        }
        isUsed = true;
        StateTree told = in.object("risk", 1);
        stageCapE8 = told.number("stageCapE8");
        List<StateTree> all = told.objects("standings");
        int next = 0;
        for (DeskStanding[] account : standings) {
            for (DeskStanding standing : account) {
                standing.restore(all.get(next++));
            }
        }
    }
}
