package smc.ops.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTML file with everything in it: style, ECharts, our modules and the data. Modules cannot be loaded from disk by a page that was opened from
 * disk, so they are put one after another into one, in an order in which each comes after those it imports; names are therefore unique over all.
 */
final class ReportPage {
    private static final List<String> MODULES = List.of(
            "format.js",
            "columns.js",
            "theme.js",
            "shapes.js",
            "market-chart.js",
            "equity-chart.js",
            "costs-chart.js",
            "trade-table.js",
            "report.js");

    private static final Pattern PART = Pattern.compile("/\\* (style|echarts|modules|data) \\*/");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/";
    private static final String ECHARTS_POM = "/META-INF/maven/org.webjars/echarts/pom.properties";

    private ReportPage() {}

    static String of(ReportData data) throws IOException {
        var modules = new StringBuilder();
        for (String name : MODULES) {
            modules.append(EXPORT.matcher(IMPORT.matcher(resource(name)).replaceAll(""))
                    .replaceAll(""));
        }
        Map<String, String> parts = Map.of(
                "style", resource("report.css"),
                "echarts", inScript(read(ECHARTS + echartsVersion() + "/echarts.min.js")),
                "modules", inScript(modules.toString()),
                // Only strings hold it.
                "data", ReportJson.of(data).replace("<", "\\u003c"));
        return PART.matcher(resource("page.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }

    /** In a string or a pattern the two are the same; a script would end there. */
    private static String inScript(String text) {
        return text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String echartsVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = open(ECHARTS_POM)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String resource(String name) throws IOException {
        return read("/smc/ops/report/" + name);
    }

    private static String read(String path) throws IOException {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = ReportPage.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException("expected " + path + " on the class path, is not there");
        }
        return in;
    }
}
