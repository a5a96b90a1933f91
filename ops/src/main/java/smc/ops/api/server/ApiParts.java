package smc.ops.api.server;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import smc.engine.config.EngineConfig;
import smc.ops.api.model.Readings;
import smc.ops.api.page.Page;
import smc.ops.api.token.Tokens;
import smc.ops.control.ControlSocket;
import smc.ops.state.StatusFile;

/**
 * What a server shows, and whom it asks. Every part may be asked from any thread.
 *
 * @param api as it is configured
 * @param status of the engine that runs, a second old at most; empty without one, and before it trades
 * @param engine takes commands; empty likewise
 * @param isReady whether whoever is to trade does, for {@code /ready}
 */
public record ApiParts(
        EngineConfig.Api api,
        Tokens tokens,
        Readings readings,
        Page page,
        Supplier<Optional<StatusFile.Written>> status,
        Supplier<Optional<ControlSocket.Handler>> engine,
        BooleanSupplier isReady) {}
