package smc.exchange.rules;

/**
 * What a command is refused for: a code of Delta's and what there is to say of it, as values (docs/delta-exchange.md sections 2.3, 3.1 and 3.7).
 * Nothing has changed when it is thrown.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Detail detail;

    /** What is told beside the code. */
    public sealed interface Detail {}

    /** The code says it. */
    public record Nothing() implements Detail {}

    /**
     * A field of the request does not have the documented shape.
     *
     * @param field empty if it is the request as a whole
     */
    public record BadField(String field, String message) implements Detail {}

    /**
     * Money is missing, in 1e-8 USD.
     *
     * @param missingE8 above 0
     */
    public record MoneyMissing(long availableE8, long missingE8) implements Detail {}

    private Refusal(int status, String code, Detail detail) {
        super(
                code + (detail instanceof BadField(String field, String message) ? ": " + field + " " + message : ""),
                null,
                false,
                false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /** @param status of HTTP */
    public static Refusal of(int status, String code) {
        return new Refusal(status, code, new Nothing());
    }

    /** A business rule refuses: HTTP 400. */
    public static Refusal refused(String code) {
        return of(400, code);
    }

    /** The request does not have the documented shape: HTTP 400. */
    public static Refusal badSchema(String field, String message) {
        return new Refusal(400, "bad_schema", new BadField(field, message));
    }

    /** {@code insufficient_margin}, with what there is and how much more it takes: HTTP 400. */
    static Refusal moneyMissing(long availableE8, long missingE8) {
        return new Refusal(400, "insufficient_margin", new MoneyMissing(availableE8, missingE8));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Detail detail() {
        return detail;
    }
}
