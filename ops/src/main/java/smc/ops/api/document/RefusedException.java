package smc.ops.api.document;

/** A question that has no answer. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String expected;
    private final String was;
    private final String where;

    /** Why there is none. */
    public enum Kind {
        /** A parameter is not what it should be. */
        BAD_REQUEST(400),
        /** There is no such thing. */
        NOT_FOUND(404),
        /** Not yet, or not any more. */
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** Of HTTP. */
        public int status() {
            return status;
        }
    }

    /** @param where the parameter, or the path */
    public RefusedException(Kind kind, String expected, String was, String where) {
        super("expected %s, was %s (%s)".formatted(expected, was, where));
        this.kind = kind;
        this.expected = expected;
        this.was = was;
        this.where = where;
    }

    /** A parameter is not what it should be. */
    public static RefusedException bad(String expected, String was, String where) {
        return new RefusedException(Kind.BAD_REQUEST, expected, was, where);
    }

    /** There is no such thing. */
    public static RefusedException notFound(String expected, String was, String where) {
        return new RefusedException(Kind.NOT_FOUND, expected, was, where);
    }

    public Kind kind() {
        return kind;
    }

    public String expected() {
        return expected;
    }

    public String was() {
        return was;
    }

    public String where() {
        return where;
    }
}
