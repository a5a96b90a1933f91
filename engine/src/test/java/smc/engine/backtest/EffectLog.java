package smc.engine.backtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.outcome.RunRecord;
import smc.execution.desk.event.DeskEvent.EquityMarked;

/** Everything the core said in a run, in order, beside the record the product keeps. */
final class EffectLog {
    private final VenuePort venue;
    private final RunRecord record;
    private final List<Effect> effects = new ArrayList<>();

    EffectLog(Backtest backtest, VenuePort venue) {
        this.venue = venue;
        record = new RunRecord(backtest, venue);
    }

    /** What was said, and the time of the input it belongs to. */
    record Effect(long atNanos, Call call) {
        /** The record that was said, where it was one. */
        Object said() {
            return call.arguments().getLast();
        }

        boolean is(String word) {
            return call.word().equals(word);
        }

        long number(int field) {
            return ((Number) call.fields().get(field)).longValue();
        }

        int index(int field) {
            return Math.toIntExact(number(field));
        }
    }

    Effects asEffects() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                effects.add(new Effect(venue.nowNanos(), call));
                again.accept(record);
            }
        };
    }

    RunRecord record() {
        return record;
    }

    List<Effect> effects() {
        return Collections.unmodifiableList(effects);
    }

    /** The records of one kind that were said, in order. */
    <T> Stream<T> said(Class<T> type) {
        return effects.stream().map(Effect::said).filter(type::isInstance).map(type::cast);
    }

    Stream<Effect> named(String name) {
        return effects.stream().filter(effect -> effect.is(name));
    }

    /** What was said up to the close of a candle, the work at that close included. */
    List<Effect> upToClose(long candleNanos) {
        for (int last = effects.size() - 1; last >= 0; last--) {
            Effect effect = effects.get(last);
            if (effect.said() instanceof EquityMarked marked && marked.candleNanos() == candleNanos) {
                return List.copyOf(effects.subList(0, last + 1));
            }
        }
        throw new IllegalArgumentException("expected a candle of this run, was " + candleNanos);
    }
}
