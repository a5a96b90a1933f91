package smc.ops.cli;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Frame;
import smc.journal.RewrittenFrames;

/** What the command says and exits with; what is compared is UpgradeCheckTest's. */
class UpgradeCommandTest {
    /** In the header of a frame. */
    private static final int SCHEMA_VERSION_OFFSET = 28;

    @TempDir
    private Path folder;

    private Recording recording;

    @BeforeEach
    void record() {
        recording = Recording.in(folder);
    }

    private CommandRun check(Object... more) {
        var arguments = new ArrayList<Object>(List.of("upgrade", "check", "--data", recording.data()));
        arguments.addAll(List.of(more));
        return smc(arguments.toArray());
    }

    /** Of the first frame that closes a trade, the first effect has one bit of its first number another. */
    private long otherClose() throws IOException {
        long sequence =
                Recording.sequence(recording.dump("--type", "tradeClosed").getFirst());
        RewrittenFrames.in(recording.data(), frame -> {
            if (Frame.sequence(frame, 0) == sequence) {
                int effects = Frame.HEADER_LENGTH + Integer.BYTES + frame.getInt(Frame.HEADER_LENGTH, LITTLE_ENDIAN);
                int fields = effects + Integer.BYTES + 8; // behind the message's length and SBE's header
                frame.putByte(fields, (byte) (frame.getByte(fields) ^ 1));
            }
        });
        return sequence;
    }

    @Test
    void ofItsOwnJournalThisBuildSaysThatNothingDiffers() {
        CommandRun run = check();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("replayed from the first frame").contains("verdict: this build does the same");
    }

    @Test
    void aDifferenceIsToldInWordsAndExitsWithOne() throws IOException {
        long sequence = otherClose();

        CommandRun run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("sequence " + sequence + " of ")
                .contains("  recorded:   ")
                .contains("  this build: ")
                .contains("verdict: this build does otherwise in 1 frame of ");
        assertThat(check("--json").out()).contains("\"framesThatDiffer\" : 1").contains("\"isSame\" : false");
    }

    @Test
    void withoutAJournalItIsUsage() {
        CommandRun run = smc("upgrade", "check", "--data", folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected a data folder with a journal in it, was " + folder);
    }

    @Test
    void ofANewerSchemaItIsUsage() throws IOException {
        RewrittenFrames.in(recording.data(), frame -> frame.putShort(SCHEMA_VERSION_OFFSET, (short) 99, LITTLE_ENDIAN));

        CommandRun run = check();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("was 99 at sequence 1: a newer build has written it");
    }

    @Test
    void daysAreNotNegative() {
        CommandRun run = check("--days", "-1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--days: expected 0 to 36500, was -1");
    }
}
