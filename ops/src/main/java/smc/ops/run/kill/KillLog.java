package smc.ops.run.kill;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smc.engine.event.Inputs;
import smc.engine.view.NoInputs;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;

/**
 * What a kill does that no journal takes: lines of text in {@code logs/}, each on disk before it leaves. A disk that takes none does not hold up a kill:
 * that is said once. Event loop.
 */
final class KillLog extends NoInputs implements AutoCloseable {
    private final Path file;
    private final List<String> accounts;
    private final List<String> symbols;
    private final Consumer<String> alarms;
    private Optional<FileChannel> channel = Optional.empty();

    /**
     * Begins one, named for the time.
     *
     * @param accounts names for people, by id
     * @param symbols by id
     * @param alarms hears why nothing can be written
     */
    KillLog(Path data, Instant now, List<String> accounts, List<String> symbols, Consumer<String> alarms) {
        this.accounts = List.copyOf(accounts);
        this.symbols = List.copyOf(symbols);
        this.alarms = alarms;
        file = data.resolve("logs").resolve("kill-" + now.toEpochMilli() + ".log");
        try {
            Files.createDirectories(file.getParent());
            channel = Optional.of(FileChannel.open(file, CREATE, WRITE, APPEND));
        } catch (IOException e) {
            failed(e);
        }
    }

    Path file() {
        return file;
    }

    /** Adds a line with the time; on disk when it returns, if the disk takes it. */
    void write(String line) {
        if (channel.isEmpty()) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((Instant.now() + "  " + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.get().write(bytes);
            }
            channel.get().force(false);
        } catch (IOException e) {
            close();
            failed(e);
        }
    }

    private void failed(IOException e) {
        alarms.accept("what the kill does cannot be kept in %s, it goes on: %s".formatted(file, e.getMessage()));
    }

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
        write(place(accountId, instrumentId) + ": " + why);
    }

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
        write("%s: everything is to be cancelled and closed, asked for by %s: %s"
                .formatted(place(accountId, instrumentId), who, why));
    }

    private String place(int accountId, int instrumentId) {
        String account = accountId == Inputs.ALL ? "every account" : accounts.get(accountId);
        return instrumentId == Inputs.ALL ? account : account + ", " + symbols.get(instrumentId);
    }

    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            failed(e);
        }
        channel = Optional.empty();
    }
}
