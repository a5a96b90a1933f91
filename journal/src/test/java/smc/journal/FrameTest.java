package smc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final int OFFSET = 24;
    private static final int LENGTH = 48;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final FrameChecksum checksum = new FrameChecksum();

    private void sealFrame() {
        Frame.header(buffer, OFFSET, 0x0102030405060708L, 42, 9, (short) 3, Frame.FLAG_SYNC);
        buffer.putLong(OFFSET + Frame.HEADER_LENGTH, 99);
        checksum.seal(buffer, OFFSET, LENGTH);
    }

    @Test
    void theHeaderIsLaidOutAsDocumented() {
        sealFrame();

        byte[] header = new byte[Frame.HEADER_LENGTH];
        buffer.getBytes(OFFSET, header);

        String hex = HexFormat.of().formatHex(header);
        assertThat(hex.substring(0, 8)).as("length").isEqualTo("30000000");
        assertThat(hex.substring(16))
                .as("all behind the checksum")
                .isEqualTo("0807060504030201" + "2a00000000000000" + "09000000" + "0300" + "0100");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        sealFrame();

        assertThat(Frame.length(buffer, OFFSET)).isEqualTo(LENGTH);
        assertThat(Frame.sequence(buffer, OFFSET)).isEqualTo(0x0102030405060708L);
        assertThat(Frame.atNanos(buffer, OFFSET)).isEqualTo(42);
        assertThat(Frame.build(buffer, OFFSET)).isEqualTo(9);
        assertThat(Frame.schemaVersion(buffer, OFFSET)).isEqualTo((short) 3);
        assertThat(Frame.asksForSync(buffer, OFFSET)).isTrue();
        assertThat(checksum.check(buffer, OFFSET, LENGTH)).isEqualTo(FrameChecksum.Result.OK);
    }

    /** The check value of CRC-32C for "123456789" is E3069283 (RFC 3720's polynomial); here it is over 24 bytes of header fields. */
    @Test
    void theChecksumIsCrc32cOfAllBehindIt() {
        sealFrame();
        var expected = new java.util.zip.CRC32C();
        byte[] behind = new byte[LENGTH - 8];
        buffer.getBytes(OFFSET + 8, behind);

        expected.update(behind);

        assertThat(buffer.getInt(OFFSET + 4)).isEqualTo((int) expected.getValue());
    }

    @Test
    void everyFlippedBitIsFound() {
        sealFrame();

        for (int bit = 0; bit < LENGTH * 8; bit++) {
            int at = OFFSET + bit / 8;
            byte was = buffer.getByte(at);
            buffer.putByte(at, (byte) (was ^ 1 << bit % 8));
            assertThat(checksum.check(buffer, OFFSET, LENGTH)).as("bit %d", bit).isNotEqualTo(FrameChecksum.Result.OK);
            buffer.putByte(at, was);
        }
    }

    @Test
    void aFrameCutShortSaysSo() {
        sealFrame();

        for (int available = 0; available < LENGTH; available++) {
            assertThat(checksum.check(buffer, OFFSET, available)).isEqualTo(FrameChecksum.Result.TOO_SHORT);
        }
    }

    @Test
    void aLengthThatNoFrameCanHaveSaysSo() {
        sealFrame();

        for (int length : new int[] {Integer.MIN_VALUE, -8, 0, 24, 44, Frame.LENGTH_MAX + 8, Integer.MAX_VALUE}) {
            buffer.putInt(OFFSET, length);
            assertThat(checksum.check(buffer, OFFSET, LENGTH))
                    .as("length %d", length)
                    .isEqualTo(FrameChecksum.Result.BAD_LENGTH);
        }
    }

    @Test
    void aFrameIsSealedOnlyWithALengthThatItCanHave() {
        assertThatThrownBy(() -> checksum.seal(buffer, 0, 44))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 8, was 44");
    }

    @Test
    void aBatchGoesOnWithTheVeryNextSequence() {
        var frames = new Frames();
        int length = frames.write(11, 5);

        assertThat(Batch.lastSequence(frames.buffer(), 0, length, 10)).isEqualTo(15);
        assertThatThrownBy(() -> Batch.lastSequence(frames.buffer(), 0, length, 9))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected sequence 10 after 9, was 11");
        assertThatThrownBy(() -> Batch.lastSequence(frames.buffer(), 0, length - 8, 10))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("after sequence 14");
    }

    @Test
    void aCutIsReadAsItWasWritten() {
        var cut = new Cut(3, 123_456, CutReason.BAD_CRC, "000003/20260311F.cq4 at byte 66836");

        assertThat(Cut.parse(cut.toText(), "cut.txt")).isEqualTo(cut);
        assertThatThrownBy(() -> Cut.parse("epoch=3\nlastSequence=x\nwhy=CLEAN\nplace=\n", "cut.txt"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cut.txt");
        assertThatThrownBy(() -> Cut.parse("", "cut.txt")).isInstanceOf(JournalException.class);
    }

    @Test
    void theRoomLeftDecidesTheLevel() {
        var limits = new DiskLimits(300, 200, 100);

        assertThat(limits.level(300)).isEqualTo(DiskLevel.OK);
        assertThat(limits.level(299)).isEqualTo(DiskLevel.WARN);
        assertThat(limits.level(199)).isEqualTo(DiskLevel.HALT_ENTRIES);
        assertThat(limits.level(99)).isEqualTo(DiskLevel.STOP);
    }
}
