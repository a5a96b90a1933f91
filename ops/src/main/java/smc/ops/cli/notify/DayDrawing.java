package smc.ops.cli.notify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import smc.ops.cli.option.ExitCode;
import smc.ops.notify.DailySummary.Curve;
import smc.ops.notify.DailySummary.Curves;
import smc.ops.report.DayPicture;
import smc.ops.run.SideProcess;

/** Has a day drawn in a process of its own. */
final class DayDrawing {
    /** A day without a picture is better than one that is not told. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private DayDrawing() {}

    /**
     * Draws.
     *
     * @return empty if it could not
     */
    static Optional<byte[]> draw(Curves curves) throws InterruptedException {
        try {
            Path file = Files.createTempFile("smc-day-", ".png");
            try {
                List<String> arguments = new ArrayList<>(List.of(file.toString(), curves.title()));
                for (Curve curve : curves.accounts()) {
                    arguments.add(curve.account());
                    arguments.add(IntStream.range(0, curve.atNanos().size())
                            .mapToObj(i -> curve.atNanos().get(i) + ":"
                                    + curve.equityE8().get(i))
                            .collect(Collectors.joining(",")));
                }
                var silent = new PrintWriter(Writer.nullWriter());
                OptionalInt exitCode = SideProcess.run(DayPicture.class.getName(), arguments, silent, silent, LIMIT);
                return exitCode.equals(OptionalInt.of(ExitCode.GOOD))
                        ? Optional.of(Files.readAllBytes(file))
                        : Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
