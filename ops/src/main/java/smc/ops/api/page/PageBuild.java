package smc.ops.api.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the build of a page stands, as {@code ./smc} writes it: a word and a line for people.
 *
 * @param state the word
 * @param line what there is to say of it
 */
public record PageBuild(State state, String line) {
    /** The word. */
    public enum State {
        /** Nobody has begun. */
        NONE,
        /** It is under way. */
        BUILDING,
        /** It went well. */
        DONE,
        /** It went wrong, or cannot be done on this machine. */
        FAILED
    }

    private static final PageBuild NEVER =
            new PageBuild(State.NONE, "the page was not built yet: ./smc run builds it from ops/dashboard");

    static PageBuild read(Path file) {
        try {
            String text = Files.readString(file).strip();
            int blank = text.indexOf(' ');
            String word = blank < 0 ? text : text.substring(0, blank);
            Optional<State> state = Stream.of(State.values())
                    .filter(each -> each.name().equalsIgnoreCase(word))
                    .findFirst();
            return state.map(known -> new PageBuild(known, blank < 0 ? "" : text.substring(blank + 1)))
                    .orElse(NEVER);
        } catch (IOException _) {
            return NEVER;
        }
    }

    /** A page that says so and asks again by itself; plain, and without a script. */
    public String html() {
        String title = switch (state) {
            case BUILDING -> "The dashboard is being built";
            case DONE -> "The dashboard is about to be shown";
            case NONE, FAILED -> "There is no dashboard yet";
        };
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
                <meta http-equiv="refresh" content="3"><title>SMC Engine</title>
                <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem;\
                color-scheme:light dark}</style></head>
                <body><main><h1>%s</h1><p role="status">%s</p>
                <p>The engine trades all the same. What it knows is at <a href="/api/status">/api/status</a>, \
                and <code>./smc status</code> shows it.</p></main></body>
                </html>
                """.formatted(title, escaped(line));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
