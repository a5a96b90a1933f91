package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBlocksTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsFoundChangesNoByteAndNotHowLongTheFileIs() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "what is there");

        try (var blocks = new DiskBlocks(file)) {
            blocks.allocate(0, 1 << 20);
            blocks.allocate(1 << 20, 1 << 20);
        }

        assertThat(file).hasContent("what is there");
    }

    @Test
    void moreThanTheDiskCanHaveIsAnErrorThatNamesTheFile() throws Exception {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        Path file = Files.createFile(folder.resolve("file"));

        try (var blocks = new DiskBlocks(file)) {
            assertThatThrownBy(() -> blocks.allocate(4096, 1L << 60))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room")
                    .hasMessageContaining(file.toString());
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void aFileThatCannotBeOpenedIsLeftToTheLevels() throws Exception {
        try (var blocks = new DiskBlocks(folder.resolve("none"))) {
            blocks.allocate(0, 4096);
        }

        assertThat(folder).isEmptyDirectory();
    }
}
