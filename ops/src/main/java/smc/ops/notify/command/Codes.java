package smc.ops.notify.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** One-time codes: each for one wish of one chat, good for a minute and one try. One thread. */
final class Codes {
    static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private final IntSupplier random;
    private final Map<String, Waiting> byChat = new HashMap<>();

    private record Waiting(String code, Instant until, Runnable wish) {}

    /** What became of a code. */
    enum Verdict {
        GOOD,
        /** It was right and came too late. */
        LATE,
        /** It is another than the one that was given, which is void from here on. */
        WRONG,
        /** It was given to another chat. */
        OF_SOMEBODY_ELSE,
        /** None was given. */
        NONE
    }

    /** @param random 0 to 999,999 */
    Codes(IntSupplier random) {
        this.random = random;
    }

    /** Takes the place of the one before. */
    String give(String chat, Instant now, Runnable wish) {
        String code = "%06d".formatted(random.getAsInt());
        byChat.put(chat, new Waiting(code, now.plus(GOOD_FOR), wish));
        return code;
    }

    /**
     * Does what was wished if the code is good.
     *
     * @param now when it came
     */
    Verdict use(String chat, String code, Instant now) {
        Waiting waiting = byChat.remove(chat);
        boolean isOther = byChat.values().stream().anyMatch(other -> other.code.equals(code));
        Verdict verdict = verdict(Optional.ofNullable(waiting), code, now, isOther);
        if (verdict == Verdict.GOOD) {
            waiting.wish.run();
        }
        return verdict;
    }

    private static Verdict verdict(Optional<Waiting> waiting, String code, Instant now, boolean isOther) {
        if (waiting.isPresent() && waiting.get().code.equals(code)) {
            return now.isAfter(waiting.get().until) ? Verdict.LATE : Verdict.GOOD;
        }
        if (isOther) {
            return Verdict.OF_SOMEBODY_ELSE;
        }
        return waiting.isPresent() ? Verdict.WRONG : Verdict.NONE;
    }
}
