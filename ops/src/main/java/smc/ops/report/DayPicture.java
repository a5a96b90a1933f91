package smc.ops.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a day's equity, for messengers: drawn in a process of its own, since an engine is not to hold what drawing takes. */
public final class DayPicture {
    private static final double USD_E8 = 1e8;

    private DayPicture() {}

    /**
     * Writes a PNG.
     *
     * @param arguments the file; the title; then an account's name and its points, {@code NANOS:E8,NANOS:E8}, for as many as there are
     */
    public static void main(String[] arguments) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 2; i + 1 < arguments.length; i += 2) {
            lines.add(Line.of(arguments[i], arguments[i + 1]));
        }
        Files.write(Path.of(arguments[0]), draw(arguments[1], lines));
    }

    /** An account's equity: when, and how much in USD. */
    private record Line(String account, List<Date> times, List<Double> usd) {
        private static Line of(String account, String points) {
            List<Date> times = new ArrayList<>();
            List<Double> usd = new ArrayList<>();
            for (String point : points.split(",", -1)) {
                int colon = point.indexOf(':');
                times.add(Pictures.date(Long.parseLong(point.substring(0, colon))));
                usd.add(Long.parseLong(point.substring(colon + 1)) / USD_E8);
            }
            return new Line(account, times, usd);
        }
    }

    private static byte[] draw(String title, List<Line> lines) throws IOException {
        XYChart chart = Pictures.lines(title, "d MMM HH:mm");
        int account = 0;
        for (Line line : lines) {
            chart.addSeries(line.account(), line.times(), line.usd())
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(Pictures.color(account++))
                    .setLineWidth(2);
        }
        return Pictures.png(chart);
    }
}
