package smc.engine.event.codec;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;

/** Calls of {@link Inputs} and {@link Effects} as values. By reflection, so that a method or a word added to either is tested without being named. */
final class Calls {
    /** Where content begins in these tests, as behind a frame's header. */
    static final int CONTENT = 32;

    /** What was called, in order. */
    final List<Call> made = new ArrayList<>();

    final Inputs inputs = whoDoes(made::add);
    final Effects effects = new EveryEffect() {
        @Override
        protected void on(Call call, Consumer<Effects> again) {
            made.add(call);
        }
    };

    /** Does the same whatever comes in. */
    static Inputs whoDoes(Consumer<Call> action) {
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                action.accept(call);
            }
        };
    }

    /** One call of each input, by name; {@link Inputs#at} is no message. */
    static List<Call> ofEveryInput(RandomGenerator random) {
        return methods(Inputs.class).stream()
                .filter(method -> !method.getName().equals("at"))
                .flatMap(method -> calls(method, random))
                .toList();
    }

    /** One call of each effect, by name. */
    static List<Call> ofEveryEffect(RandomGenerator random) {
        return methods(Effects.class).stream()
                .flatMap(method -> calls(method, random))
                .toList();
    }

    /** Effects that between them carry every value of every enum that an effect can carry. */
    static List<Call> ofEveryEnumValue(RandomGenerator random) {
        var calls = new ArrayList<Call>();
        for (Call call : ofEveryEffect(random)) {
            List<Object> fields = call.fields();
            for (int at = 0; at < fields.size(); at++) {
                if (fields.get(at) instanceof Enum<?> value) {
                    for (Object constant : value.getDeclaringClass().getEnumConstants()) {
                        calls.add(call.with(at, constant));
                    }
                }
            }
        }
        return calls;
    }

    /** Each input with one effect, until both have been; a frame each. */
    static List<List<Call>> framesOfEverything(RandomGenerator random) {
        List<Call> inputs = ofEveryInput(random);
        List<Call> effects = ofEveryEffect(random);
        var frames = new ArrayList<List<Call>>();
        for (int at = 0; at < Math.max(inputs.size(), effects.size()); at++) {
            frames.add(List.of(inputs.get(at % inputs.size()), effects.get(at % effects.size())));
        }
        return frames;
    }

    /** Writes a frame's content from {@link #CONTENT} on; the offset behind it. */
    static int write(List<Call> calls, UnsafeBuffer slot) {
        return begin(calls, slot).end();
    }

    /** The same without the padding. */
    static FrameWriter begin(List<Call> calls, UnsafeBuffer slot) {
        var writer = new FrameWriter();
        var inputs = new InputEncoder(writer);
        var effects = new EffectEncoder(writer);
        writer.start(slot, CONTENT);
        for (Call call : calls) {
            call.on(call.isInput() ? inputs : effects);
        }
        return writer;
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** One call, or where it takes a word of the conversation, one with each. */
    private static Stream<Call> calls(Method method, RandomGenerator random) {
        Class<?> last = method.getParameterCount() == 0
                ? void.class
                : method.getParameterTypes()[method.getParameterCount() - 1];
        return last.isSealed()
                ? Arrays.stream(last.getPermittedSubclasses()).map(word -> call(method, word, random))
                : Stream.of(call(method, last, random));
    }

    private static Call call(Method method, Class<?> last, RandomGenerator random) {
        var arguments = new ArrayList<Object>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(argument(type.isSealed() ? last : type, random));
        }
        return new Call(method.getName(), List.copyOf(arguments));
    }

    private static List<Object> fields(Class<?> type, RandomGenerator random) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? fields(component.getType(), random).stream()
                        : Stream.of(argument(component.getType(), random)))
                .toList();
    }

    private static Object argument(Class<?> type, RandomGenerator random) {
        if (type == long.class) {
            return random.nextLong();
        }
        if (type == int.class) {
            return random.nextInt();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return "w" + Long.toHexString(random.nextLong()); // one word: the lines of these tests are parted by blanks
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type.isRecord()) {
            return Call.make(type, fields(type, random).iterator());
        }
        throw new IllegalArgumentException("expected long, int, boolean, words, an enum or a record, was " + type);
    }
}
