package smc.engine.event.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;

/** Calls of {@link Inputs} and {@link Effects} as values. By reflection, so that a method added to either is tested without being named. */
final class Calls {
    /** Where content begins in these tests, as behind a frame's header. */
    static final int CONTENT = 32;

    /** One call; equal if method and arguments are. */
    record Call(Method method, List<Object> arguments) {
        void on(Object receiver) {
            try {
                method.invoke(receiver, arguments.toArray());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }

        boolean isInput() {
            return method.getDeclaringClass() == Inputs.class;
        }

        /** {@code onTrade 1 2 3 4}. */
        @Override
        public String toString() {
            var text = new StringBuilder(method.getName());
            arguments.forEach(argument -> text.append(' ').append(argument));
            return text.toString();
        }
    }

    /** What was called, in order. */
    final List<Call> made = new ArrayList<>();

    final Inputs inputs = recorder(Inputs.class);
    final Effects effects = recorder(Effects.class);

    private <T> T recorder(Class<T> type) {
        return whoDoes(type, made::add);
    }

    /** Does the same whatever is called. */
    static <T> T whoDoes(Class<T> type, Consumer<Call> action) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    action.accept(new Call(method, arguments == null ? List.of() : List.of(arguments)));
                    return null;
                }));
    }

    /** One call of each input, by name; {@link Inputs#at} is no message. */
    static List<Call> ofEveryInput(RandomGenerator random) {
        return methods(Inputs.class).stream()
                .filter(method -> !method.getName().equals("at"))
                .map(method -> call(method, random))
                .toList();
    }

    /** One call of each effect, by name. */
    static List<Call> ofEveryEffect(RandomGenerator random) {
        return methods(Effects.class).stream()
                .map(method -> call(method, random))
                .toList();
    }

    /** Effects that between them carry every value of every enum that an effect can carry. */
    static List<Call> ofEveryEnumValue(RandomGenerator random) {
        var calls = new ArrayList<Call>();
        for (Method method : methods(Effects.class)) {
            Class<?>[] types = method.getParameterTypes();
            for (int at = 0; at < types.length; at++) {
                if (types[at].isEnum()) {
                    for (Object constant : types[at].getEnumConstants()) {
                        var arguments = new ArrayList<>(call(method, random).arguments());
                        arguments.set(at, constant);
                        calls.add(new Call(method, List.copyOf(arguments)));
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

    private static Call call(Method method, RandomGenerator random) {
        var arguments = new ArrayList<Object>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(argument(type, random));
        }
        return new Call(method, List.copyOf(arguments));
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
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        throw new IllegalArgumentException("expected long, int, boolean or an enum, was " + type);
    }
}
