package smc.ops.api.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.ops.api.model.ReadModel;
import smc.ops.api.page.Page;
import smc.ops.api.server.ApiParts;
import smc.ops.api.server.ApiServer;
import smc.ops.api.token.Tokens;

/** The dashboard of a folder by itself: it only reads, takes no command, and leaves no word of itself in the folder. */
public final class FolderDashboard implements AutoCloseable {
    private final ReadModel model;
    private final ApiServer server;
    private final String url;

    private FolderDashboard(ReadModel model, ApiServer server, String url) {
        this.model = model;
        this.server = server;
        this.url = url;
    }

    /**
     * Begins to answer.
     *
     * @param first configuration that the journal was begun by
     * @param api where
     * @throws IOException if the address cannot be had
     */
    public static FolderDashboard open(Path data, Configuration first, EngineConfig.Api api) throws IOException {
        ApiAddress address = ApiAddress.take(api);
        ReadModel model = ReadModel.follow(data, first);
        try {
            var parts = new ApiParts(
                    api, new Tokens(data), model, Page.installed(), Optional::empty, Optional::empty, () -> true);
            return new FolderDashboard(model, ApiServer.start(address.channel(), parts), address.url());
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** As a browser takes it. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
        model.close();
    }
}
