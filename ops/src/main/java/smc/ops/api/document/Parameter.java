package smc.ops.api.document;

/**
 * What a route may be asked for.
 *
 * @param isInPath part of the path, and not behind its question mark; always required then
 * @param expected of its value, for people
 */
public record Parameter(String name, boolean isInPath, boolean isRequired, String expected) {
    /** It need not be given. */
    public static Parameter optional(String name, String expected) {
        return new Parameter(name, false, false, expected);
    }

    /** It must be given. */
    public static Parameter required(String name, String expected) {
        return new Parameter(name, false, true, expected);
    }

    /** The part of the path in braces. */
    public static Parameter path(String name, String expected) {
        return new Parameter(name, true, true, expected);
    }
}
