package smc.ops.api.server;

/** A route will not answer a request; the server says so, and counts it. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient Problem problem;

    RefusedRequestException(Refusal refusal, String expected, String was, String where) {
        super("%s: expected %s, was %s".formatted(where, expected, was));
        this.refusal = refusal;
        problem = new Problem(expected, was, where);
    }

    Refusal refusal() {
        return refusal;
    }

    Problem problem() {
        return problem;
    }
}
