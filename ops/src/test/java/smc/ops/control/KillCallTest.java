package smc.ops.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Inputs;
import smc.engine.live.kill.KillReport;
import smc.ops.control.ControlRequest.Action;

/** A kill over the operator's socket: what comes before its end, how it ends, and who is not believed. */
class KillCallTest {
    private static final ControlRequest KILL =
            new ControlRequest(Action.KILL, Inputs.ALL, Inputs.ALL, "me", "the news");
    private static final KillReport FLAT = new KillReport(List.of(), List.of(), new KillReport.Cost(0, 0, 0, 0), 1);

    @TempDir
    private Path data;

    private final List<String> told = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<KillReport> end = new CompletableFuture<>();

    private int endsWithListener;

    private final ControlSocket.Handler engine = new ControlSocket.Handler() {
        @Override
        public void take(ControlRequest request) {
            throw new AssertionError("nothing else is asked for");
        }

        @Override
        public CompletableFuture<KillReport> kill(ControlRequest request, Consumer<String> listener) {
            assertThat(request).isEqualTo(KILL);
            listeners.add(listener);
            listener.accept("halted, on disk");
            if (listeners.size() == endsWithListener) {
                end.complete(FLAT);
            }
            return end;
        }
    };

    private ControlSocket open() throws IOException {
        return ControlSocket.open(data, 2, 2, engine, _ -> {});
    }

    private String ask() throws Exception {
        return KillCall.ask(data, KILL, told::add, said::add).orElseThrow();
    }

    @Test
    void theAnswerComesAtTheEndBehindHowItWent() throws Exception {
        try (var _ = open()) {
            end.complete(FLAT);

            assertThat(ask()).isEqualTo("ok");
        }
        assertThat(told).containsExactly("halted, on disk");
        assertThat(said).containsExactlyElementsOf(FLAT.lines());
    }

    @Test
    void whatIsNotFlatIsNoSuccess() throws Exception {
        try (var _ = open()) {
            end.complete(new KillReport(List.of("account A: 3 held"), List.of(), FLAT.cost(), 1));

            assertThat(ask()).isEqualTo("failed: not everything is flat");
        }
        assertThat(said).contains("NOT FLAT: account A: 3 held");
    }

    @Test
    void anEngineThatFailsIsNoSuccess() throws Exception {
        try (var _ = open()) {
            end.completeExceptionally(new IllegalStateException("the engine is ending"));

            assertThat(ask()).isEqualTo("failed: the engine is ending");
        }
    }

    /** Both hear the same end. */
    @Test
    void twoAtOnceAreBothAnswered() throws Exception {
        endsWithListener = 2;
        try (var _ = open();
                var thread = Executors.newSingleThreadExecutor()) {
            Future<String> other = thread.submit(
                    () -> KillCall.ask(data, KILL, _ -> {}, _ -> {}).orElseThrow());

            assertThat(ask()).isEqualTo("ok");
            assertThat(other.get()).isEqualTo("ok");
        }
        assertThat(listeners).hasSize(2);
    }

    @Test
    void nobodyListensWhereNoEngineRuns() throws Exception {
        assertThat(KillCall.ask(data, KILL, told::add, said::add)).isEmpty();
        open().close();

        assertThat(KillCall.ask(data, KILL, told::add, said::add)).isEmpty();
    }

    @Test
    void whoSaysNothingIsNotWaitedForForEver() throws Exception {
        Path place = data.resolve("control.sock");
        ControlPlace.write(data, place);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(place));

            assertThatThrownBy(() -> KillCall.ask(data, KILL, told::add, said::add, Duration.ofMillis(50)))
                    .isInstanceOf(KillCall.UnheardException.class)
                    .hasMessageContaining("was asked and says nothing; end its process");
        }
    }

    /** Whoever could put a socket there could say flat. */
    @Test
    void aSocketOfSomebodyElseIsNotBelieved() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("who may give a file away")
                .isEqualTo("root");
        try (var _ = open()) {
            Path place = data.resolve("control.sock");
            Files.setOwner(
                    place,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

            assertThatThrownBy(this::ask)
                    .isInstanceOf(KillCall.UnheardException.class)
                    .hasMessageContaining("to be of root, is of nobody; nothing was asked for");
        }
        assertThat(listeners).isEmpty();
    }
}
