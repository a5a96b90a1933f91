package smc.ops.question;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smc.ops.journal.Moment;
import smc.strategy.number.FixedPoint;

/** Answers for programs (docs/formats.md). Money is decimal text in USD with eight decimals, times ISO 8601 in UTC, sequences as text. */
public final class QuestionJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> WAYS = List.of("recorded", "simulated", "variant");

    private QuestionJson() {}

    /** Of {@code what-if}. */
    public static ObjectNode of(WhatIf answer) {
        ObjectNode json = MAPPER.createObjectNode();
        var all = json.putArray("figures");
        for (int account = 0; account < answer.accountNames().size(); account++) {
            for (int instrument = 0; instrument < answer.instruments(); instrument++) {
                ObjectNode place = all.addObject()
                        .put("account", answer.accountNames().get(account))
                        .put("mode", String.valueOf(answer.mode(account)))
                        .put("symbol", answer.symbol(instrument));
                List<Figures> ways = answer.figures(account, instrument);
                for (int way = 0; way < ways.size(); way++) {
                    put(place.putObject(WAYS.get(way)), ways.get(way));
                }
            }
        }
        put(json, "modelError", "recorded", "simulated", answer, answer.modelError());
        if (answer.hasVariant()) {
            put(json, "effect", "simulated", "variant", answer, answer.effect());
        }
        return json;
    }

    private static void put(ObjectNode json, Figures figures) {
        json.put("touches", figures.touches())
                .put("trades", figures.trades())
                .put("wins", figures.wins())
                .put("gross", usd(figures.grossE8()))
                .put("fees", usd(figures.feesE8()))
                .put("funding", usd(figures.fundingE8()))
                .put("net", usd(figures.netE8()))
                .put("slippage", usd(figures.slippageE8()))
                .put("maxDrawdown", usd(figures.drawdownE8()));
    }

    /** Null if there is none. */
    private static void put(
            ObjectNode json, String name, String one, String other, WhatIf answer, Optional<FirstDifference> first) {
        if (first.isEmpty()) {
            json.putNull(name);
            return;
        }
        ObjectNode difference = json.putObject(name)
                .put("time", Moment.utc(first.get().atNanos()).toString())
                .put("account", answer.accountNames().get(first.get().accountId()))
                .put("mode", String.valueOf(answer.mode(first.get())))
                .put("symbol", answer.symbol(first.get().instrumentId()));
        put(difference, one, first.get().one());
        put(difference, other, first.get().other());
    }

    private static void put(ObjectNode json, String name, Optional<FirstDifference.Told> told) {
        if (told.isEmpty()) {
            json.putNull(name);
            return;
        }
        ObjectNode what = json.putObject(name)
                .put("time", Moment.utc(told.get().atNanos()).toString())
                .put("words", told.get().words());
        if (told.get().sequence() != 0) {
            what.put("sequence", Long.toString(told.get().sequence()));
        }
    }

    /** Of {@code parity}. */
    public static ObjectNode of(Parity answer) {
        ObjectNode json = MAPPER.createObjectNode();
        var days = json.putArray("days");
        for (ParityDay day : answer.days()) {
            ObjectNode one = days.addObject().put("day", day.day().toString());
            put(one.putObject("recorded"), day.recorded());
            put(one.putObject("backtest"), day.backtest());
            day.ofCandles().ifPresent(sums -> put(one.putObject("candles"), sums));
            one.put("judgedAlikeOverCandles", day.judgedAlike());
            one.put("entryLaterNanos", day.latestFillNanos())
                    .put("differences", day.differences().size());
        }
        var differences = json.putArray("differences");
        for (ParityDay day : answer.days()) {
            for (Difference difference : day.differences()) {
                ObjectNode one = differences
                        .addObject()
                        .put("number", difference.number())
                        .put("day", day.day().toString())
                        .put("time", Moment.utc(difference.atNanos()).toString())
                        .put("account", answer.accountName(difference.accountId()))
                        .put("symbol", answer.symbol(difference.instrumentId()))
                        .put("what", difference.what())
                        .put("recorded", difference.recorded())
                        .put("backtest", difference.backtest())
                        .put("cause", difference.cause().name().toLowerCase(Locale.ROOT))
                        .put("evidence", difference.evidence());
                if (difference.sequence() != 0) {
                    one.put("sequence", Long.toString(difference.sequence()));
                }
            }
        }
        json.put("withoutCause", answer.withoutCause());
        return json;
    }

    private static void put(ObjectNode json, ParityDay.Sums sums) {
        json.put("touches", sums.touches())
                .put("trades", sums.trades())
                .put("fills", sums.fills())
                .put("slippage", usd(sums.slippageE8()))
                .put("net", usd(sums.netE8()));
    }

    private static String usd(long e8) {
        return BigDecimal.valueOf(e8, FixedPoint.SCALE).toPlainString();
    }
}
