package smc.engine.record;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Spoken;
import smc.engine.event.codec.FrameReader;
import smc.journal.Frame;
import smc.journal.JournalReader;

/** Effects as lines of text, in order: {@code name argument argument ...}. By a proxy, so that an effect added later is heard. */
public final class Said {
    private final List<String> lines = new ArrayList<>();

    /** Takes effects. */
    public Effects effects() {
        return proxy(null);
    }

    /** Takes effects and hands them on. */
    public Effects handingOnTo(Effects other) {
        return proxy(other);
    }

    private Effects proxy(Effects other) {
        return (Effects) Proxy.newProxyInstance(
                Effects.class.getClassLoader(),
                new Class<?>[] {Effects.class},
                (_, method, arguments) -> take(method, arguments, other));
    }

    private Object take(Method method, Object[] arguments, Effects other) throws Throwable {
        lines.add(Spoken.of(method, arguments).toString());
        try {
            return other == null ? null : method.invoke(other, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** All effects of a journal; the reader is not closed. */
    public static List<String> inJournal(JournalReader journal) {
        var said = new Said();
        var frames = new FrameReader();
        Effects effects = said.effects();
        while (journal.poll((DirectBuffer buffer, int offset, int length) ->
                        frames.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, effects))
                > 0) {
            // each was heard as it came
        }
        return said.lines;
    }

    public List<String> lines() {
        return lines;
    }
}
