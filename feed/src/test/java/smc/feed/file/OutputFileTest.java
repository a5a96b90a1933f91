package smc.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
