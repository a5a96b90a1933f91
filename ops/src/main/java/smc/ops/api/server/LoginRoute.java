package smc.ops.api.server;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import smc.ops.api.page.InlineScripts;
import smc.ops.api.token.Token;

/** {@code /login} and {@code /logout}: a token in a form becomes a cookie that scripts cannot read and other pages do not send. */
final class LoginRoute {
    private static final int DAYS = 30;
    private static final String HOME = "/";

    /** With an alert or nothing, and where to go on to. */
    @SuppressWarnings("InlineFormatString") // A page is not read within a method.
    private static final String FORM = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SMC Engine</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}
            input,button{font:inherit;width:100%%;box-sizing:border-box;padding:.6rem;margin:.4rem 0}</style></head>
            <body><main><h1>SMC Engine</h1>%s
            <form method="post" action="/login%s">
            <label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required maxlength="200" autofocus>
            <button type="submit">Log in</button>
            </form>
            <p><code>./smc api token new NAME --data DIR</code> makes one on the machine of the engine.</p></main></body>
            </html>
            """;

    private final Access access;
    private final Traffic traffic;

    LoginRoute(Access access, Traffic traffic) {
        this.access = access;
        this.traffic = traffic;
    }

    void show(Context context) {
        page(context, 200, "");
    }

    void login(Context context) {
        String secret = context.formParam("token");
        try {
            var _ = access.ofSecret(secret == null ? "" : secret.strip(), context.ip(), "token");
            context.header("Set-Cookie", cookie(context, Token.cookie(secret == null ? "" : secret.strip()), DAYS));
            context.redirect(next(context), HttpStatus.SEE_OTHER);
        } catch (RefusedRequestException e) {
            traffic.refused(e.refusal());
            page(
                    context,
                    e.refusal().status(),
                    e.refusal() == Refusal.RATE
                            ? "<p role=\"alert\">Too many wrong tokens: try again in a minute.</p>"
                            : "<p role=\"alert\">This token is not known. It may have been revoked.</p>");
        }
    }

    void logout(Context context) {
        context.header("Set-Cookie", cookie(context, "", 0));
        context.redirect(Access.LOGIN, HttpStatus.SEE_OTHER);
    }

    /** Where somebody wanted to go: a page of this server, or its first. */
    private static String next(Context context) {
        String next = context.queryParam("next");
        return next != null && next.matches("/(?!/)[A-Za-z0-9/_.~?&=%:+-]{0,500}") ? next : HOME;
    }

    private static String cookie(Context context, String value, int days) {
        // Whoever lies about it has only a cookie that is sent less often.
        boolean isBehindTls = "https".equals(context.header("X-Forwarded-Proto"));
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(Access.COOKIE, value, days * 86_400, isBehindTls ? "; Secure" : "");
    }

    private static void page(Context context, int status, String alert) {
        String next = next(context);
        String html = FORM.formatted(
                alert, next.equals(HOME) ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        context.status(status)
                .header("Content-Security-Policy", InlineScripts.policy(html))
                .contentType("text/html; charset=utf-8")
                .result(html);
    }
}
