package smc.ops.doctor.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import smc.engine.snapshot.SnapshotFolder;
import smc.journal.DataLock;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;

/** The data folder: nobody at work in it, a journal that can be read, and the kind of money it is of. */
final class FolderCheck implements Check {
    private final Path data;
    private final MoneyKind kind;
    private final String host;

    FolderCheck(Path data, MoneyKind kind, String host) {
        this.data = data;
        this.kind = kind;
        this.host = host;
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public List<Finding> look() throws IOException {
        var findings = new ArrayList<Finding>();
        OptionalLong holder = DataLock.holder(data);
        findings.add(
                holder.isEmpty()
                        ? Finding.pass("lock", "nobody at work in " + data, "nobody")
                        : Finding.warn(
                                "lock",
                                "nobody at work in " + data,
                                "process " + holder.getAsLong(),
                                "stop it before another start; ./smc status says what it is"));
        findings.add(journal(holder.isPresent()));
        Optional<String> foreign = FolderMoney.objection(data, kind, host);
        String expected = kind == MoneyKind.PAPER ? kind.words() : kind.words() + " at " + host;
        findings.add(
                foreign.isEmpty()
                        ? Finding.pass(
                                "money", expected, FolderMoney.kindOf(data).isEmpty() ? "new" : expected)
                        : Finding.fail(
                                "money",
                                expected,
                                FolderMoney.of(data)
                                        .map(one -> one.kind().words() + " at " + one.host())
                                        .orElse(MoneyKind.PAPER.words()),
                                "name another folder with --data"));
        return findings;
    }

    private Finding journal(boolean isAtWork) throws IOException {
        String expected = "a journal that can be gone on with";
        if (!JournalFolder.isIn(data)) {
            Path there = data.toAbsolutePath();
            while (there.getParent() != null && !Files.exists(there)) {
                there = there.getParent();
            }
            return Files.isDirectory(there) && Files.isWritable(there)
                    ? Finding.pass("journal", expected + ", or none", "none yet")
                    : Finding.fail(
                            "journal",
                            expected + ", or none",
                            "cannot write into " + there,
                            "name another folder with --data");
        }
        if (isAtWork) {
            return Finding.pass("journal", expected, "it is being written");
        }
        try {
            JournalFolder.requireUsable(
                    data,
                    JournalSettings.DEFAULT.knownUpTo(SnapshotFolder.of(data).newestPlace()));
            return Finding.pass("journal", expected, "it can be read");
        } catch (JournalException e) {
            return Finding.fail("journal", expected, String.valueOf(e.getMessage()), "restore the folder from a copy");
        }
    }
}
