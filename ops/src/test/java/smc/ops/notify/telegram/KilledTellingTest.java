package smc.ops.notify.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.notify.Cursor;
import smc.ops.notify.CursorFile;
import smc.ops.notify.Message;
import smc.ops.notify.Place;
import smc.ops.notify.telegram.fake.FakeTelegram;
import smc.ops.run.SeededSession;

/** A process that tells is killed ({@code kill -9}) at random moments while it tells, and started again, until all is told. */
class KilledTellingTest {
    private static final int KILLS = Integer.getInteger("smc.telling.kills", 4);
    private static final long SEED = Long.getLong("smc.telling.seed", 5);

    /** In so many texts all is told between two deaths: a process is killed before the next so many. */
    private static final int TEXTS_BETWEEN = 40;

    @TempDir
    private Path session;

    @TempDir
    private Path data;

    @Test
    void nothingIsLostAndNothingComesMoreOftenThanItsProcessWasKilled() throws Exception {
        SeededSession.write(session, 7);
        Reading whole = ReadingFold.read(session, Long.MAX_VALUE);
        List<Message> all = TellingProcess.TELLING.after(Place.behind(0), whole);
        CursorFile cursor = CursorFile.of(data, "telegram-owner");
        cursor.write(new Cursor(Place.behind(0), whole.image().epoch(), Optional.empty()));
        var random = new Random(SEED);
        int between = Math.max(1, Math.min(TEXTS_BETWEEN, 2 * all.size() / Math.max(1, KILLS) - 1));
        int kills = 0;
        try (FakeTelegram fake = FakeTelegram.start(TellingProcess.TOKEN, _ -> {})) {
            fake.addChat(TellingProcess.OWNER.id());
            boolean isDone = false;
            while (!isDone) {
                Process process = start(fake);
                try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                    assertThat(out.readLine()).isEqualTo(TellingProcess.BEGINS);
                    if (kills < KILLS) {
                        killAfter(fake, process, random.nextInt(between), random.nextInt(3_000_000));
                        kills++;
                    } else {
                        isDone = TellingProcess.DONE.equals(out.readLine());
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }

            List<String> came = fake.sent().stream()
                    .map(sent -> sent.text().replace("\n(this may have come before)", ""))
                    .toList();
            List<String> once = new ArrayList<>();
            for (String text : came) {
                if (once.isEmpty() || !once.getLast().equals(text)) {
                    once.add(text);
                }
            }
            assertThat(once).as("seed " + SEED).hasSameSizeAs(all);
            for (int i = 0; i < all.size(); i++) {
                assertThat(once.get(i)).contains(all.get(i).text());
                String text = once.get(i);
                assertThat(came.stream().filter(text::equals))
                        .as("seed " + SEED)
                        .hasSizeLessThanOrEqualTo(2);
            }
            System.out.printf(
                    "killed %d times, %d messages, %d came twice%n", kills, all.size(), came.size() - once.size());
        }
    }

    private Process start(FakeTelegram fake) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TellingProcess.class.getName()));
        command.addAll(
                List.of(session.toString(), data.toString(), fake.address().toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** At a random moment behind the so-manyth text from here. */
    private static void killAfter(FakeTelegram fake, Process process, int texts, int nanos)
            throws InterruptedException {
        int until = fake.sent().size() + texts;
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (fake.sent().size() < until && process.isAlive() && System.nanoTime() < giveUpNanos) {
            Thread.onSpinWait();
        }
        TimeUnit.NANOSECONDS.sleep(nanos);
        process.destroyForcibly().waitFor();
    }
}
