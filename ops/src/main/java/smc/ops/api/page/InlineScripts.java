package smc.ops.api.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which scripts within a document are its own, by their hashes: another that somebody got into it is not run (Content Security Policy, level 3). */
public final class InlineScripts {
    private static final Pattern SCRIPT = Pattern.compile(
            "<script(?<attributes>[^>]*)>(?<text>.*?)</script>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern SOURCE = Pattern.compile("\\ssrc\\s*=", Pattern.CASE_INSENSITIVE);

    private InlineScripts() {}

    /** The policy of a document, as its header has it. Nothing is loaded from elsewhere, and nobody may frame it. */
    public static String policy(String html) {
        var hashes = new TreeSet<String>();
        Matcher script = SCRIPT.matcher(html);
        while (script.find()) {
            if (!SOURCE.matcher(script.group("attributes")).find()) {
                byte[] text = script.group("text").getBytes(StandardCharsets.UTF_8);
                hashes.add("'sha256-" + Base64.getEncoder().encodeToString(PageFile.sha256(text)) + "'");
            }
        }
        return "default-src 'self'; script-src 'self'%s; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                .formatted(hashes.isEmpty() ? "" : " " + String.join(" ", hashes));
    }
}
