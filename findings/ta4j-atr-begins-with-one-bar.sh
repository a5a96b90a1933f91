#!/usr/bin/env bash
# Seen with ta4j-core 0.18 (Maven Central) on JDK 25.0.3 (Temurin), 2026-12-01.
#
# Guess, written before it was run: ATRIndicator(series, 14) is Wilder's average true range: nothing before 14 bars are there, then the mean of their
# true ranges, then (13 x the one before + the true range) / 14.
#
# What it does: the smoothing is Wilder's, and its beginning is not. It begins at the first bar with that one bar's true range, which then counts for as
# much as thirteen bars. On a market that calms down after five lively bars it is 18 % above Wilder's at bar 14, 14 % at bar 21 and still 8 % at bar 31.
# It says of itself that 14 bars are unstable (getCountOfUnstableBars): the first that it calls stable is the one that is 17 % off.
# A stop at so many ATR is another stop, and two backtests of one rule differ for the first sixty bars of each data set.
set -euo pipefail
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -q '"25' || { echo 'needs JAVA_HOME of a JDK 25'; exit 2; }
command -v mvn >/dev/null || [ -x ./mvnw ] || { echo 'needs Maven, or the folder of a project with ./mvnw'; exit 2; }
maven=$(command -v mvn || echo "$PWD/mvnw")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies><dependency><groupId>org.ta4j</groupId><artifactId>ta4j-core</artifactId><version>0.18</version></dependency></dependencies>
</project>
END
"$maven" -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib" >/dev/null
cat >Look.java <<'END'
import java.time.Duration;
import java.time.Instant;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.ATRIndicator;

public final class Look {
    private static long seed = 12_345;

    private static double next() {
        seed = (seed * 1_103_515_245L + 12_345) % (1L << 31);
        return (double) seed / (1L << 31);
    }

    public static void main(String[] arguments) {
        var series = new BaseBarSeriesBuilder().build();
        var trueRange = new double[60];
        double before = 100;
        for (int i = 0; i < 60; i++) {
            double range = i < 5 ? 4 : 1;
            double close = before + (next() - 0.5) * range;
            double high = Math.max(before, close) + next() * range;
            double low = Math.min(before, close) - next() * range;
            trueRange[i] = high - low; // each bar opens at the close before it, so that there are no gaps
            series.addBar(series.barBuilder().timePeriod(Duration.ofMinutes(15))
                    .endTime(Instant.ofEpochSecond(900L * (i + 1)))
                    .openPrice(before).highPrice(high).lowPrice(low).closePrice(close).volume(1).build());
            before = close;
        }
        var atr = new ATRIndicator(series, 14);
        double wilder = 0;
        boolean isAsSeen = Math.abs(atr.getValue(0).doubleValue() - trueRange[0]) < 1e-9
                && atr.getCountOfUnstableBars() == 14;
        System.out.printf("bar 1: ta4j %.4f, its true range %.4f; unstable by its word: %d%n",
                atr.getValue(0).doubleValue(), trueRange[0], atr.getCountOfUnstableBars());
        for (int i = 0; i < 60; i++) {
            wilder = i < 14 ? wilder + trueRange[i] / 14 : (wilder * 13 + trueRange[i]) / 14;
            double ratio = atr.getValue(i).doubleValue() / wilder;
            if (i == 13 || i == 14 || i == 20 || i == 30 || i == 59) {
                System.out.printf("bar %d: Wilder %.4f, ta4j %.4f, %.1f %% more%n",
                        i + 1, wilder, atr.getValue(i).doubleValue(), (ratio - 1) * 100);
            }
            isAsSeen &= i != 13 || ratio > 1.15;
            isAsSeen &= i != 30 || ratio > 1.05;
        }
        System.exit(isAsSeen ? 0 : 1);
    }
}
END
"${java}c" --release 25 -cp 'lib/*' Look.java
"$java" -cp 'lib/*:.' Look 2>/dev/null || { echo 'not as seen any more' >&2; exit 1; }
