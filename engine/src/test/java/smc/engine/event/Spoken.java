package smc.engine.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call of {@link Inputs} or {@link Effects} by name and plain values: a word of a sealed family by its own name, {@code candleClosed}, and a record
 * by what is in it, in its order. So a word that is added is heard without being thought of.
 */
public record Spoken(String name, List<Object> values) {
    /** @param arguments null if there are none, as reflection has it */
    public static Spoken of(Method method, Object[] arguments) {
        String name = method.getName();
        var values = new ArrayList<Object>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (isFamily(method.getParameterTypes()[i])) {
                name = nameOf(arguments[i].getClass());
            }
            add(arguments[i], values);
        }
        return new Spoken(name, List.copyOf(values));
    }

    /** Whether it is a sealed family of words; an enum whose constants have bodies is sealed too. */
    public static boolean isFamily(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    /** Of a word: that of its message in the journal. */
    public static String nameOf(Class<?> word) {
        String name = word.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void add(Object value, List<Object> values) {
        if (!(value instanceof Record)) {
            values.add(value);
            return;
        }
        try {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                add(component.getAccessor().invoke(value), values);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code onTrade 1 2 3 4}. */
    @Override
    public String toString() {
        return name + values.stream().map(value -> " " + value).collect(Collectors.joining());
    }
}
