package smc.execution.venue.delta.queue;

/**
 * The quota of an account (docs/delta-exchange.md, section 3.2): what it has used of it by our own count, and what a 429 holds back. Whose urgency is less
 * stops before the quota is used up, so that what protects a position still goes out; that is held back by nothing here.
 *
 * <p>Counted over the last five minutes instead of the venue's window, whose edge is not known: never more than a window allows. Event loop.
 */
public final class QuotaBudget {
    /** What protects, or is taken back, is tried again so soon whatever the venue says: a stop must not wait for a window. */
    public static final long URGENT_WAIT_MAX_MILLIS = 5_000;

    static final long WINDOW_MILLIS = 300_000;
    private static final long SLOT_MILLIS = 5_000;
    private static final int SLOTS = (int) (WINDOW_MILLIS / SLOT_MILLIS) + 1;
    /** Where the venue names no time, as its matching engine may: first, and doubled from one to the next. */
    private static final long UNSAID_MIN_MILLIS = 1_000;

    private static final int UNSAID_DOUBLINGS_MAX = 5;

    private final long unitsMax;
    /** Units of each five seconds, by their number modulo. */
    private final long[] used = new long[SLOTS];

    private final long[] slots = new long[SLOTS];
    private long heldUntilMillis;
    private long heldMillis;
    private int unsaid;

    /** @param unitsMax in five minutes, positive */
    public QuotaBudget(long unitsMax) {
        this.unitsMax = unitsMax;
    }

    /**
     * What a request costs (section 3.2): 5 where it is not known.
     *
     * @param pathAndQuery with {@code /v2}
     */
    public static int units(String method, String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        if (path.endsWith("/batch")) {
            return 25;
        }
        if (!method.equals("GET")) {
            return 5;
        }
        return switch (path) {
            case "/v2/orders/history", "/v2/fills", "/v2/wallet/transactions" -> 10;
            case "/v2/orders", "/v2/positions", "/v2/wallet/balances" -> 3;
            default -> 5;
        };
    }

    /** @param nowMillis of a clock that never goes back, from 0 on */
    public void use(int units, long nowMillis) {
        long slot = nowMillis / SLOT_MILLIS;
        int at = (int) (slot % SLOTS);
        if (slots[at] != slot) {
            slots[at] = slot;
            used[at] = 0;
        }
        used[at] += units;
    }

    /** Units of the last five minutes. */
    long used(long nowMillis) {
        long slot = nowMillis / SLOT_MILLIS;
        long sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (slot - slots[i] < SLOTS) {
                sum += used[i];
            }
        }
        return sum;
    }

    /** A request was carried out or refused for another reason. */
    public void onAnswer() {
        unsaid = 0;
    }

    /**
     * The venue answered 429: queries and entries are held back until the quota is whole again.
     *
     * @param saidMillis what it said there is to wait; 0 if it said nothing
     * @param venueMillis by the venue's clock
     * @return milliseconds to wait
     */
    public long onRefused(long saidMillis, long venueMillis) {
        long millis = saidMillis;
        if (millis == 0) {
            millis = UNSAID_MIN_MILLIS << unsaid;
            unsaid = Math.min(unsaid + 1, UNSAID_DOUBLINGS_MAX);
        }
        if (venueMillis + millis > heldUntilMillis) {
            heldUntilMillis = venueMillis + millis;
            heldMillis = millis;
        }
        return millis;
    }

    /**
     * How long a request must wait, in milliseconds; 0 if it may be sent now.
     *
     * @param nowMillis as in {@link #use}
     * @param venueMillis as in {@link #onRefused}
     */
    public long waitMillis(Urgency urgency, long nowMillis, long venueMillis) {
        if (urgency == Urgency.PROTECT) {
            return 0;
        }
        long bySaid = urgency == Urgency.CANCEL ? 0 : Math.clamp(heldUntilMillis - venueMillis, 0, heldMillis);
        boolean isWithin = used(nowMillis) * 100 < unitsMax * (100 - urgency.keptPercent);
        return isWithin ? bySaid : Math.max(bySaid, SLOT_MILLIS);
    }
}
