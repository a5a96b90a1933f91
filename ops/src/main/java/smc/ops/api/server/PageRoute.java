package smc.ops.api.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import smc.ops.api.page.InlineScripts;
import smc.ops.api.page.Page;
import smc.ops.api.page.PageFile;
import smc.ops.api.page.PageFiles;

/** Everything that is not the API: the page's files, or a plain word on why there are none yet. */
record PageRoute(Page page) {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    void handle(Context context) throws IOException {
        String path = context.path();
        if (path.startsWith("/api/")) {
            context.status(404)
                    .contentType("application/json")
                    .result(new Problem("a path of /api/openapi.yaml", path, "path").bytes());
            return;
        }
        Optional<PageFiles> files = page.files();
        if (files.isEmpty()) {
            progress(context, path);
            return;
        }
        Optional<PageFile> file = files.get().find(path);
        if (file.isPresent()) {
            send(context, 200, file.get());
        } else if (files.get().isPageWithoutSlash(path)) {
            String query = context.queryString();
            context.header("Location", path + "/" + (query == null ? "" : "?" + query))
                    .status(308);
        } else if (files.get().notFound().isPresent()) {
            send(context, 404, files.get().notFound().get());
        } else {
            context.status(404).contentType("text/plain; charset=utf-8").result("There is no such page.\n");
        }
    }

    private void progress(Context context, String path) {
        String html = page.build().html();
        context.status(path.equals("/") ? 200 : 404)
                .header("Content-Security-Policy", InlineScripts.policy(html))
                .contentType("text/html; charset=utf-8")
                .result(html);
    }

    private static void send(Context context, int status, PageFile file) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("Cache-Control", file.isForGood() && status == 200 ? FOR_GOOD : ASK_AGAIN);
        response.setHeader("ETag", file.tag());
        response.setHeader("Vary", "Accept-Encoding");
        file.policy().ifPresent(policy -> response.setHeader("Content-Security-Policy", policy));
        if (status == 200 && file.tag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        String accepted = Optional.ofNullable(context.header("Accept-Encoding")).orElse("");
        boolean isZipped = file.zipped().isPresent() && accepted.contains("gzip");
        byte[] bytes = isZipped ? file.zipped().get() : file.bytes();
        if (isZipped) {
            response.setHeader("Content-Encoding", "gzip");
        }
        context.status(status);
        response.setContentType(file.contentType());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes); // packed already, so not by the framework
    }
}
