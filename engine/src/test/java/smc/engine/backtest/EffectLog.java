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

/** Everything the core said in a run, in order, beside the record the product keeps. */
final class EffectLog {
    private final VenuePort venue;
    private final RunRecord record;
    private final List<Effect> effects = new ArrayList<>();

    EffectLog(Backtest backtest, VenuePort venue) {
        this.venue = venue;
        record = new RunRecord(backtest, venue);
    }

    /** A word of {@link Effects}, what it carries in its order, and the time of the input it belongs to. */
    record Effect(long atNanos, String name, List<Object> arguments) {
        boolean is(String effectName) {
            return name.equals(effectName);
        }

        long number(int argument) {
            return ((Number) arguments.get(argument)).longValue();
        }

        int index(int argument) {
            return Math.toIntExact(number(argument));
        }

        <E extends Enum<E>> E value(int argument, Class<E> type) {
            return type.cast(arguments.get(argument));
        }
    }

    Effects asEffects() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                effects.add(new Effect(venue.nowNanos(), call.word(), call.fields()));
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

    Stream<Effect> named(String name) {
        return effects.stream().filter(effect -> effect.is(name));
    }

    /** What was said up to the close of a candle, the work at that close included. */
    List<Effect> upToClose(long candleNanos) {
        for (int last = effects.size() - 1; last >= 0; last--) {
            Effect effect = effects.get(last);
            if (effect.is("equity") && effect.number(2) == candleNanos) {
                return List.copyOf(effects.subList(0, last + 1));
            }
        }
        throw new IllegalArgumentException("expected a candle of this run, was " + candleNanos);
    }
}
