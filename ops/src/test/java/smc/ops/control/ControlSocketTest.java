package smc.ops.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Inputs;
import smc.ops.control.ControlRequest.Action;

/** What the operator's socket takes and what it refuses; two accounts, two symbols. */
class ControlSocketTest {
    private static final ControlRequest PAUSE = new ControlRequest(Action.PAUSE, 1, Inputs.ALL, "me", "going to bed");

    @TempDir
    private Path data;

    private final List<ControlRequest> taken = new CopyOnWriteArrayList<>();
    private final List<String> alarms = new CopyOnWriteArrayList<>();

    private ControlSocket open(Path folder) throws IOException {
        return ControlSocket.open(folder, 2, 2, taken::add, alarms::add);
    }

    /** One line as somebody else might send it, and the answer. */
    private String send(String line) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(data.resolve("control.sock")));
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            var answer = ByteBuffer.allocate(10_000);
            while (channel.read(answer) >= 0) {
                // To its end.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsAskedForIsTaken() throws IOException {
        try (var _ = open(data)) {
            assertThat(ControlSocket.ask(data, PAUSE)).contains("ok");
        }

        assertThat(taken).containsExactly(PAUSE);
        assertThat(alarms).isEmpty();
    }

    @Test
    void nobodyListensBeforeItIsOpenedAndAfterItIsClosed() throws IOException {
        assertThat(ControlSocket.ask(data, PAUSE)).isEmpty();
        open(data).close();

        assertThat(ControlSocket.ask(data, PAUSE)).isEmpty();
        assertThat(data.resolve("control.sock")).doesNotExist();
    }

    /** A killed engine leaves its socket: whoever asks finds nobody, and the next engine takes its place. */
    @Test
    void aSocketThatWasLeftIsNobodys() throws IOException {
        Path left = data.resolve("control.sock");
        ControlPlace.write(data, left);
        try (var server = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(left).exists();

        assertThat(ControlSocket.ask(data, PAUSE)).isEmpty();
        try (var _ = open(data)) {
            assertThat(ControlSocket.ask(data, PAUSE)).contains("ok");
        }
    }

    @Test
    void onlyTheUserMayOpenIt() throws IOException {
        try (var _ = open(data)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control.sock"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void rubbishIsRefusedWithWhatWasExpected() throws IOException {
        try (var _ = open(data)) {
            assertThat(send("hello\n")).startsWith("refused: expected one line of JSON");
            assertThat(send("\n")).startsWith("refused: expected one line of JSON");
            assertThat(send("{}\n")).startsWith("refused: expected an object of the keys account, action");
            assertThat(send(PAUSE.line().replace("PAUSE", "EXPLODE") + "\n"))
                    .startsWith(
                            "refused: action: expected one of [RESUME, PAUSE, REDUCE, HALT, FLATTEN, ACKNOWLEDGE, KILL],"
                                    + " was EXPLODE");
            assertThat(send(PAUSE.line().replace("\"account\":1", "\"account\":2") + "\n"))
                    .startsWith("refused: account: expected -1 to 1, was 2");
            assertThat(send(PAUSE.line().replace("going to bed", " ") + "\n"))
                    .startsWith("refused: why: expected words");
            assertThat(send(PAUSE.line().replace("going to bed", "a\\u0007") + "\n"))
                    .startsWith("refused: why: expected a text of at most 256 characters");
            assertThat(send(PAUSE.line() + PAUSE.line() + "\n")).startsWith("refused: expected one line of JSON");
            assertThat(send("x".repeat(4_200))).isEmpty();
            assertThat(taken).isEmpty();

            assertThat(send(PAUSE.line() + "\n")).isEqualTo("ok\n");
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void whatTheEngineCannotDoIsSaid() throws IOException {
        try (var _ = ControlSocket.open(
                data,
                2,
                2,
                _ -> {
                    throw new IllegalStateException("the engine has failed");
                },
                alarms::add)) {
            assertThat(ControlSocket.ask(data, PAUSE)).contains("refused: the engine has failed");
        }
    }

    @Test
    void aPathThatIsTooLongGoesWhereOnlyTheUserMayEnter() throws IOException {
        Path runtime = Files.createDirectory(data.resolve("run"));
        Path deep = Files.createDirectories(data.resolve("d".repeat(120)));

        Path place = ControlPlace.choose(deep, runtime);

        assertThat(place.getParent().getParent()).isEqualTo(runtime);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.getParent())))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(place.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> ControlPlace.choose(deep, runtime)).hasMessageContaining("others may");
    }
}
