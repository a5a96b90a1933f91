package smc.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.disk.FaultyDisk;
import smc.feed.text.DataFileException;

class OutputFileTest {
    /** More than any buffer on the way holds back. */
    private static final String LARGE = "0123456789abcdef".repeat(1 << 16);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("blocks.csv");
    }

    @Test
    void writesANewFileInUtf8() throws IOException {
        OutputFile.write(file, out -> out.append("€ and\n").append("µ\n"));

        assertThat(file).hasContent("€ and\nµ\n");
        assertOnlyTheFileIsThere();
    }

    @Test
    void replacesALongerFileWhole() throws IOException {
        Files.writeString(file, LARGE);

        OutputFile.write(file, out -> out.append("short\n"));

        assertThat(file).hasContent("short\n");
        assertOnlyTheFileIsThere();
    }

    @Test
    void writesMoreThanABuffer() throws IOException {
        OutputFile.write(file, out -> out.append(LARGE).append("end"));

        assertThat(file).hasContent(LARGE + "end");
    }

    @Test
    void theOldFileStandsUntilTheNewOneIsComplete() throws IOException {
        Files.writeString(file, "old");

        OutputFile.write(file, out -> {
            out.append(LARGE);
            assertThat(file).hasContent("old");
            out.append("new");
        });

        assertThat(file).hasContent(LARGE + "new");
    }

    @Test
    void aFailureWhileWritingKeepsTheOldFileAndLeavesNothingBesideIt() throws IOException {
        Files.writeString(file, "old");

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> OutputFile.write(file, out -> {
                    out.append(LARGE);
                    throw new IOException("No space left on device");
                }))
                .withMessage(file + ": cannot be written: No space left on device");

        assertThat(file).hasContent("old");
        assertOnlyTheFileIsThere();
    }

    /** Whoever is told to stop finishes what he has begun to write, and hears of it after. */
    @Test
    void aThreadThatIsInterruptedWritesItAllAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            OutputFile.write(file, out -> out.append(LARGE));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file).hasContent(LARGE);
        assertOnlyTheFileIsThere();
    }

    /** Whole or not at all, by the order of what is done to the disk. */
    @Test
    void whereverTheProcessDiesThereIsTheOldFileOrTheNewOneWhole() throws IOException {
        var undisturbed = new FaultyDisk(folder);
        OutputFile.write(undisturbed.path().resolve("blocks.csv"), out -> out.append(LARGE));
        int steps = undisturbed.steps().size();
        for (int step = 0; step < steps; step++) {
            for (boolean namesToo : List.of(false, true)) {
                Files.writeString(file, "old");
                FaultyDisk disk = new FaultyDisk(folder).killedAt(step);

                assertThatThrownBy(() -> OutputFile.write(disk.path().resolve("blocks.csv"), out -> out.append(LARGE)))
                        .isInstanceOf(FaultyDisk.KilledError.class);
                disk.cutPower(namesToo);

                assertThat(file)
                        .as("before step %d of %s", step, undisturbed.steps())
                        .hasContent("old");
                removeUnfinished();
                assertOnlyTheFileIsThere();
            }
        }
    }

    private void removeUnfinished() throws IOException {
        try (var left = Files.list(folder)) {
            for (Path each : left.filter(OutputFile::isUnfinished).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void aFailureWhileWritingANewFileLeavesNothing() {
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> OutputFile.write(file, out -> {
                    out.append(LARGE);
                    throw new IOException("No space left on device");
                }));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDefectInTheContentPassesThroughAndKeepsTheOldFile() throws IOException {
        Files.writeString(file, "old");

        assertThatIllegalStateException()
                .isThrownBy(() -> OutputFile.write(file, out -> {
                    out.append(LARGE);
                    throw new IllegalStateException("a defect");
                }))
                .withMessage("a defect");

        assertThat(file).hasContent("old");
        assertOnlyTheFileIsThere();
    }

    @Test
    void saysWhichFileHasNoFolder() {
        Path nowhere = folder.resolve("missing").resolve("blocks.csv");

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> OutputFile.write(nowhere, out -> out.append("x")))
                .withMessageStartingWith(nowhere + ": cannot be written: ");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void doesNotReplaceAFolder() throws IOException {
        Files.createDirectory(file);
        Files.writeString(file.resolve("inside.csv"), "kept");

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> OutputFile.write(file, out -> out.append("x")))
                .withMessageStartingWith(file + ": cannot be written: ");

        assertThat(file.resolve("inside.csv")).hasContent("kept");
        assertOnlyTheFileIsThere();
    }

    @Test
    void aFolderWithoutPermissionIsSaid() throws IOException {
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(folder)).as("may write everywhere: root").isFalse();

        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> OutputFile.write(file, out -> out.append("x")))
                .withMessageStartingWith(file + ": cannot be written: ");

        assertThat(file).hasContent("old");
        assertOnlyTheFileIsThere();
    }

    private void assertOnlyTheFileIsThere() throws IOException {
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }
}
