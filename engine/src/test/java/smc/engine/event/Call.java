package smc.engine.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderRequest;

/** One call of {@link Inputs} or {@link Effects} as a value; equal if method and arguments are. */
public record Call(String method, List<Object> arguments) {
    static Call of(String method, Object... arguments) {
        return new Call(method, List.of(arguments));
    }

    /** Makes it again. */
    public void on(Object receiver) {
        Class<?> type = isInput() ? Inputs.class : Effects.class;
        Method called = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        try {
            called.invoke(receiver, arguments.toArray());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    public boolean isInput() {
        return Arrays.stream(Inputs.class.getMethods())
                .anyMatch(each -> each.getName().equals(method));
    }

    /** The name of its message in the schema: that of what was said, else that of the method. */
    public String word() {
        return switch (arguments.isEmpty() ? "" : arguments.getLast()) {
            case OrderRequest request -> lower(request);
            case EquityMarked _ -> "equity";
            case DeskEvent event -> lower(event);
            case MarketEvent event -> lower(event);
            case OrderReport report -> "onOrder" + report.getClass().getSimpleName();
            default -> method;
        };
    }

    private static String lower(Object said) {
        String name = said.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Everything that it carries, as the message does: a record is its components. */
    public List<Object> fields() {
        return arguments.stream().flatMap(Call::fields).toList();
    }

    private static Stream<Object> fields(Object argument) {
        return argument instanceof Record said
                ? Arrays.stream(said.getClass().getRecordComponents())
                        .flatMap(component -> fields(value(said, component)))
                : Stream.of(argument);
    }

    private static Object value(Record said, RecordComponent component) {
        try {
            return component.getAccessor().invoke(said);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with another value of one of its {@link #fields}. */
    public Call with(int field, Object value) {
        var changed = new ArrayList<>(fields());
        changed.set(field, value);
        var others = new ArrayList<Object>();
        int at = 0;
        for (Object argument : arguments) {
            int length = (int) fields(argument).count();
            List<Object> own = changed.subList(at, at + length);
            others.add(argument instanceof Record said ? make(said.getClass(), own.iterator()) : own.getFirst());
            at += length;
        }
        return new Call(method, List.copyOf(others));
    }

    /** A record of these fields, in their order: of a component that is a record, its own. */
    public static Object make(Class<?> type, Iterator<Object> fields) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types)
                    .newInstance(Arrays.stream(types)
                            .map(each -> each.isRecord() ? make(each, fields) : fields.next())
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code onTrade 1 2 3 4}, {@code cancel 1 2 3}. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(word()), fields().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }
}
