package smc.ops.api.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import smc.engine.config.Configuration;
import smc.ops.api.model.ReadModel;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.JournalResult;

/** The one read model of a process that trades: made when somebody asks for it first, and closed once. Any thread. */
public final class SharedModel implements AutoCloseable {
    private final Path data;
    private final Configuration configuration;
    private Optional<ReadModel> model = Optional.empty();
    private boolean isClosed;

    /** @param configuration of the start; what a reading names until the first frame is folded, if the folder has none yet */
    public SharedModel(Path data, Configuration configuration) {
        this.data = data;
        this.configuration = configuration;
    }

    /**
     * The same one each time.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized ReadModel get() {
        if (isClosed) {
            throw new IllegalStateException("expected a read model that is open, was asked for after its end");
        }
        if (model.isEmpty()) {
            model = Optional.of(ReadModel.follow(data, first()));
        }
        return model.get();
    }

    /** Of the first start of the journal, which may be this one. */
    private Configuration first() {
        return ChangedFolder.configuration(data).isPresent() ? JournalResult.configuration(data) : configuration;
    }

    /** Ends its thread, if there is one. */
    @Override
    public synchronized void close() {
        isClosed = true;
        model.ifPresent(ReadModel::close);
        model = Optional.empty();
    }
}
