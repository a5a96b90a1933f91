package smc.ops.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.OHLCChartBuilder;
import org.knowm.xchart.OHLCSeries.OHLCSeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import smc.ops.report.MarketData.Block;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/** Pictures for messengers and pages that run no script: equity, and price with its blocks. */
final class Pictures {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 560;

    /** Two days: more are too thin to see. */
    private static final int CANDLES_SHOWN = 192;

    private static final int EQUITY_POINTS_MAX = 1_200;
    private static final double USD_E8 = 1e8;

    // Okabe and Ito (2008): told apart by the colour-blind too.
    private static final Color BLUE = new Color(0x00, 0x72, 0xb2);
    private static final Color ORANGE = new Color(0xe6, 0x9f, 0x00);
    private static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color RULE = new Color(0xdd, 0xdd, 0xdd);
    private static final List<Color> ACCOUNT_COLORS = List.of(BLUE, ORANGE);

    private final ReportData data;

    static {
        // A server has no display, and opening one is never needed.
        System.setProperty("java.awt.headless", "true");
    }

    Pictures(ReportData data) {
        this.data = data;
    }

    /** PNG of each account's equity and of the sum. */
    byte[] equity() throws IOException {
        XYChart chart = lines("Equity, USD" + synthetic(data.isSynthetic()), "d MMM yyyy");
        EquityCurves curves = data.equity();
        int count = curves.candleNanos().size();
        if (count > 0) {
            var shown = new ArrayList<Integer>();
            int step = Math.max(1, count / EQUITY_POINTS_MAX);
            for (int at = 0; at < count; at += step) {
                shown.add(at);
            }
            List<Date> times =
                    shown.stream().map(at -> date(curves.candleNanos().get(at))).toList();
            chart.addSeries(
                            "total",
                            times,
                            shown.stream()
                                    .map(at -> curves.totalE8(at) / USD_E8)
                                    .toList())
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(INK)
                    .setLineWidth(2);
            int account = 0;
            for (var curve : curves.accountsE8().entrySet()) {
                chart.addSeries(
                                curve.getKey(),
                                times,
                                shown.stream()
                                        .map(at -> curve.getValue().get(at) / USD_E8)
                                        .toList())
                        .setMarker(SeriesMarkers.NONE)
                        .setLineColor(color(account++))
                        .setLineWidth(1.5f);
            }
        }
        return png(chart);
    }

    /** PNG of the last candles of a symbol with the blocks alive in them. */
    byte[] price(MarketData market) throws IOException {
        OHLCChart chart = new OHLCChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(market.symbol() + ", order blocks: fresh filled, breakers dashed"
                        + synthetic(market.isSynthetic()))
                .build();
        style(chart, "d MMM HH:mm");
        chart.getStyler().setLegendVisible(false);
        int first = Math.max(0, market.candles().size() - CANDLES_SHOWN);
        List<Candle> shown = market.candles().subList(first, market.candles().size());
        if (shown.isEmpty()) {
            return png(chart);
        }
        double low = shown.stream().mapToLong(Candle::lowE8).min().orElseThrow() / USD_E8;
        double high = shown.stream().mapToLong(Candle::highE8).max().orElseThrow() / USD_E8;
        chart.getStyler().setYAxisMin(low - (high - low) * 0.04).setYAxisMax(high + (high - low) * 0.04);
        addBoxes(chart, market, first, low, high);
        chart.addSeries(
                        market.symbol(),
                        shown.stream()
                                .map(candle -> date(candle.openTimeNanos()))
                                .toList(),
                        usd(shown, Candle::openE8),
                        usd(shown, Candle::highE8),
                        usd(shown, Candle::lowE8),
                        usd(shown, Candle::closeE8))
                .setOhlcSeriesRenderStyle(OHLCSeriesRenderStyle.Candle)
                .setUpColor(BLUE)
                .setDownColor(VERMILION);
        return png(chart);
    }

    private static void addBoxes(OHLCChart chart, MarketData market, int first, double low, double high) {
        int end = market.candles().size() - 1;
        for (Block block : market.blocks()) {
            int died = block.dead() == MarketData.NEVER ? end : block.dead();
            double top = block.topE8() / USD_E8;
            double bottom = block.bottomE8() / USD_E8;
            if (died < first || top < low || bottom > high) {
                continue;
            }
            int broke = block.broken() == MarketData.NEVER ? died : block.broken();
            Color color = block.side() == Side.BULL ? BLUE : VERMILION;
            if (broke >= first) {
                chart.addAnnotation(new BlockBox(
                        millis(market, Math.max(first, block.born())),
                        millis(market, broke),
                        top,
                        bottom,
                        color,
                        false));
            }
            if (block.broken() != MarketData.NEVER) {
                chart.addAnnotation(new BlockBox(
                        millis(market, Math.max(first, broke)), millis(market, died), top, bottom, color, true));
            }
        }
    }

    private static void style(AxesChart<? extends AxesChartStyler, ?> chart, String datePattern) {
        AxesChartStyler styler = chart.getStyler();
        var font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        styler.setAntiAlias(true)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 15f))
                .setChartTitleBoxVisible(false)
                .setLegendPosition(LegendPosition.InsideNE)
                .setLegendBorderColor(RULE)
                .setLegendFont(font)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        styler.setAxisTickLabelsFont(font);
        styler.setPlotGridLinesColor(RULE);
        styler.setDatePattern(datePattern)
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setLocale(Locale.ROOT);
    }

    /** A chart of lines over time, without one. */
    static XYChart lines(String title, String datePattern) {
        XYChart chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
        style(chart, datePattern);
        // Inside it would hide the end of a line that rises.
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        return chart;
    }

    /** Of an account, by its place. */
    static Color color(int account) {
        return ACCOUNT_COLORS.get(account % ACCOUNT_COLORS.size());
    }

    static byte[] png(IChart chart) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        return bytes.toByteArray();
    }

    private static String synthetic(boolean isSynthetic) {
        return isSynthetic ? " (synthetic market)" : "";
    }

    private static List<Double> usd(List<Candle> candles, ToLongFunction<Candle> priceE8) {
        return candles.stream()
                .map(candle -> priceE8.applyAsLong(candle) / USD_E8)
                .toList();
    }

    private static double millis(MarketData market, int at) {
        return TimeUnit.NANOSECONDS.toMillis(market.candles().get(at).openTimeNanos());
    }

    @SuppressWarnings("JavaUtilDate") // What XChart takes for an axis of time.
    static Date date(long nanos) {
        return new Date(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
