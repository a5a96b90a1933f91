package smc.engine.event.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.Spoken;

/** Calls of {@link Inputs} and {@link Effects} as values. By reflection, so that a method added to either is tested without being named. */
final class Calls {
    /** Where content begins in these tests, as behind a frame's header. */
    static final int CONTENT = 32;

    /**
     * One call; equal if method, word and values are.
     *
     * @param word the record of a sealed family that is its argument, or of which it has one; else the method's own class
     * @param arguments plain values: of a record, what is in it
     */
    record Call(Method method, Class<?> word, List<Object> arguments) {
        static Call of(Method method, Object[] arguments) {
            Class<?> word = method.getDeclaringClass();
            for (int i = 0; i < method.getParameterCount(); i++) {
                if (Spoken.isFamily(method.getParameterTypes()[i])) {
                    word = arguments[i].getClass();
                }
            }
            return new Call(method, word, Spoken.of(method, arguments).values());
        }

        Call with(List<Object> other) {
            return new Call(method, word, List.copyOf(other));
        }

        void on(Object receiver) {
            try {
                method.invoke(receiver, build(method.getParameterTypes(), arguments.iterator()));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }

        private Object[] build(Class<?>[] types, Iterator<Object> values) {
            return Arrays.stream(types)
                    .map(type -> Spoken.isFamily(type) ? word : type)
                    .map(type -> type.isRecord() ? record(type, values) : values.next())
                    .toArray();
        }

        private Object record(Class<?> type, Iterator<Object> values) {
            Class<?>[] types = types(type);
            try {
                return type.getDeclaredConstructor(types).newInstance(build(types, values));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        String name() {
            return word == method.getDeclaringClass() ? method.getName() : Spoken.nameOf(word);
        }

        boolean isInput() {
            return method.getDeclaringClass() == Inputs.class;
        }

        /** {@code onTrade 1 2 3 4}. */
        @Override
        public String toString() {
            var text = new StringBuilder(name());
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
                    action.accept(Call.of(method, arguments));
                    return null;
                }));
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
            for (int at = 0; at < call.arguments().size(); at++) {
                if (call.arguments().get(at) instanceof Enum<?> value) {
                    for (Object constant : value.getDeclaringClass().getEnumConstants()) {
                        var arguments = new ArrayList<>(call.arguments());
                        arguments.set(at, constant);
                        calls.add(call.with(arguments));
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

    /** One call, or one with each word of the family that it takes. */
    private static Stream<Call> calls(Method method, RandomGenerator random) {
        List<Class<?>> words = Arrays.stream(method.getParameterTypes())
                .filter(Spoken::isFamily)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
        if (words.isEmpty()) {
            words = List.of(method.getDeclaringClass());
        }
        return words.stream().map(word -> {
            var arguments = new ArrayList<Object>();
            for (Class<?> type : method.getParameterTypes()) {
                add(Spoken.isFamily(type) ? word : type, random, arguments);
            }
            return new Call(method, word, List.copyOf(arguments));
        });
    }

    private static void add(Class<?> type, RandomGenerator random, List<Object> arguments) {
        if (!type.isRecord()) {
            arguments.add(argument(type, random));
            return;
        }
        for (Class<?> component : types(type)) {
            add(component, random, arguments);
        }
    }

    private static Class<?>[] types(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
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
        throw new IllegalArgumentException("expected long, int, boolean, an enum or a record of them, was " + type);
    }
}
