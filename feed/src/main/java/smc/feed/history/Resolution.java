package smc.feed.history;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lengths of candles that the venue has (docs/delta-exchange.md, section 3.5) and a file of candles can hold. */
public enum Resolution {
    ONE_MINUTE("1m", 1),
    THREE_MINUTES("3m", 3),
    FIVE_MINUTES("5m", 5),
    FIFTEEN_MINUTES("15m", 15),
    THIRTY_MINUTES("30m", 30),
    ONE_HOUR("1h", 60),
    TWO_HOURS("2h", 120),
    FOUR_HOURS("4h", 240),
    SIX_HOURS("6h", 360),
    ONE_DAY("1d", 1440);

    private final String text;
    private final long seconds;

    Resolution(String text, int minutes) {
        this.text = text;
        seconds = TimeUnit.MINUTES.toSeconds(minutes);
    }

    /** As the venue writes it: {@code 15m}. */
    public String text() {
        return text;
    }

    public long seconds() {
        return seconds;
    }

    public long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** The one written like this, if there is one. */
    public static Optional<Resolution> of(String text) {
        return Stream.of(values())
                .filter(resolution -> resolution.text.equals(text))
                .findFirst();
    }
}
