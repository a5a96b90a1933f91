package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture of a day has a line for each account. */
class DayPictureTest {
    private static final int BLUE = 0xff0072b2;
    private static final int ORANGE = 0xffe69f00;

    @TempDir
    private Path folder;

    private Map<Integer, Integer> colors(String... arguments) throws Exception {
        Path file = folder.resolve("day.png");
        String[] all = new String[arguments.length + 2];
        all[0] = file.toString();
        all[1] = "Equity, USD";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        DayPicture.main(all);
        BufferedImage picture = ImageIO.read(file.toFile());
        Map<Integer, Integer> colors = new HashMap<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                colors.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        return colors;
    }

    private static String points(long... equityE8) {
        var points = new StringBuilder();
        for (int i = 0; i < equityE8.length; i++) {
            points.append(i == 0 ? "" : ",")
                    .append(1_736_000_000_000_000_000L + i * 900_000_000_000L)
                    .append(':')
                    .append(equityE8[i]);
        }
        return points.toString();
    }

    @Test
    void eachAccountHasALineInItsOwnColor() throws Exception {
        String rising = points(20_000_000_000L, 20_500_000_000L, 21_000_000_000L);
        String falling = points(20_000_000_000L, 19_000_000_000L, 18_000_000_000L);

        Map<Integer, Integer> one = colors("account-a", rising);
        Map<Integer, Integer> two = colors("account-a", rising, "account-b", falling);

        assertThat(one.getOrDefault(BLUE, 0)).isGreaterThan(500);
        assertThat(one).doesNotContainKey(ORANGE);
        assertThat(two.getOrDefault(BLUE, 0)).isGreaterThan(500);
        assertThat(two.getOrDefault(ORANGE, 0)).isGreaterThan(500);
    }
}
